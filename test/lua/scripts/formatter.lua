description = "Prints events with a format of its own, every second of them."
short_description = "formatter"
category = "test"
args = { { name = "format", description = "format", argtype = "string", optional = true } }

local format = "*%evt.num %evt.type %fd.name %evt.arg.data"
local count = 0

function on_set_arg(name, value)
  format = value
  return name == "format"
end

function on_init()
  chisel.set_event_formatter(format)
  chisel.set_filter("evt.is_io=true")
  return true
end

function on_event()
  count = count + 1
  return count % 2 == 0
end

function on_capture_end(ts_s, ts_ns, delta)
  print("events", count, ts_s, ts_ns, delta)
  return true
end
