description = "Ends the capture at an event."
short_description = "end"
category = "test"
args = { { name = "event", description = "number", argtype = "int" } }

function on_set_arg(name, value)
  limit = tonumber(value)
  return true
end

function on_init()
  return true
end

function on_event()
  print(evt.get_num(), evt.get_type(), evt.get_cpuid(), evt.get_ts())
  if evt.get_num() >= limit then sysdig.end_capture() end
end

function on_capture_end(...)
  print("end", ...)
end
