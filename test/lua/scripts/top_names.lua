description = "Sums bytes by file name, largest first, as many as asked for, as text or as JSON."
short_description = "top"
category = "test"
args = { { name = "rows", description = "rows", argtype = "int", optional = true } }

require "shared"

local rows = 5

function on_set_arg(name, value)
  rows = tonumber(value)
  return true
end

function on_init()
  chisel.set_filter("evt.is_io=true and evt.dir=<")
  name = chisel.request_field("fd.name")
  bytes = chisel.request_field("evt.rawarg.res")
  return true
end

local sums = {}

function on_event()
  local key, value = evt.field(name), evt.field(bytes)
  if key and value and value > 0 then sums[key] = (sums[key] or 0) + value end
  return true
end

function on_capture_end()
  for i, key in ipairs(largest(sums, rows)) do
    print(string.format("%3d %10.2f %-30s %s", i, sums[key], key, in_hex(sums[key])))
  end
end
