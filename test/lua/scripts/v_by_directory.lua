view_info = {
  id = "by_directory",
  name = "Directories",
  description = "Texts as keys, sorted by a text.",
  view_type = "table",
  drilldown_target = "sums",
  applies_to = { "fd.type" },
  filter = "fd.directory != ''",
  use_defaults = false,
  propagate_filter = false,
  columns = {
    { name = "DIR", field = "fd.directory", is_sorting = true },
    { name = "NA", field = "fd.directory", is_key = true, filterfield = "fd.name" },
    { name = "OPENS", field = "evt.type.is.open", aggregation = "SUM", colsize = 8 },
    { name = "FAILED", field = "evt.count.error", aggregation = "SUM", colsize = 8 },
    { name = "IO", field = "evt.is_io", colsize = 8 },
  },
}
