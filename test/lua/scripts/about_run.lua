description = "Prints what a script can know about its run."
short_description = "run"
category = "test"
args = {}

local function show(what, ...)
  print(what, ...)
end

local function about()
  show("live", sysdig.is_live(), "tty", sysdig.is_tty())
  show("filter", sysdig.get_filter())
  show("source", (sysdig.get_evtsource_name():gsub("^.*/", "")))
  show("format", sysdig.get_output_format())
  show("containers shown", sysdig.is_print_container_data())
end

function on_init()
  about()
  show("machine", (pcall(sysdig.get_machine_info)))
  return true
end

function on_capture_start()
  about()
  local machine = sysdig.get_machine_info()
  for _, key in ipairs({ "hostname", "num_cpus", "memory_size_bytes", "max_pid" }) do show(key, machine[key]) end
  return true
end

function on_event()
  last = sysdig.get_lastevent_ts()
end

function on_capture_end()
  local first = sysdig.get_firstevent_ts()
  show("first", first, "last", last, type(first))
  show("sum", sysdig.add_ts(first, "1"), sysdig.subtract_ts(first, "1"), sysdig.make_ts(12, 345))
  for i, container in ipairs(sysdig.get_container_table()) do
    show(i, container.id, container.name, container.image, container.type)
  end
end
