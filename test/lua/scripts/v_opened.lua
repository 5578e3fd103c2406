view_info = {
  id = "opened",
  name = "Opened files",
  description = "A row for each file that is opened.",
  view_type = "list",
  applies_to = { "", "fd.name" },
  filter = "evt.type=open and evt.dir=<",
  use_defaults = false,
  columns = {
    { name = "TIME", field = "evt.time", colsize = 19, tags = { "default" } },
    { name = "TIME", field = "evt.datetime", colsize = 30, tags = { "containers" } },
    { name = "RES", field = "evt.res", colsize = 10, is_sorting = true },
    { name = "CONTAINER", field = "container.name", colsize = 10, tags = { "containers" } },
    { name = "NAME", field = "evt.arg.name", colsize = 0 },
  },
}
