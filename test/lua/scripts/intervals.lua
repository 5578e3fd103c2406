description = "Counts events by intervals."
short_description = "intervals"
category = "test"
args = {
  { name = "interval_ms", description = "length", argtype = "int", optional = false },
  { name = "kind", description = "seconds, ns or precise", argtype = "string", optional = true },
}

local interval, kind, count = 0, "ns", 0

function on_set_arg(name, value)
  if name == "kind" then kind = value else interval = tonumber(value) end
  return true
end

function on_init()
  if kind == "precise" then chisel.set_precise_interval_ns(interval * 1000000)
  elseif kind == "seconds" then chisel.set_interval_s(interval / 1000)
  else chisel.set_interval_ns(interval * 1000000) end
  return true
end

function on_event()
  count = count + 1
end

function on_interval(ts_s, ts_ns, delta)
  print(ts_s, ts_ns, delta, count)
  count = 0
  return true
end

function on_capture_end(ts_s, ts_ns, delta)
  print("end", ts_s, ts_ns, delta, count)
end
