description = "Fails where it is told to."
short_description = "fails"
category = "test"
args = { { name = "where", description = "place", argtype = "string" } }

function on_set_arg(name, value)
  where = value
  if where == "argument" then error("at an argument") end
  return true
end

local function fail(place, how)
  if where == place then how() end
end

function on_init()
  print("init")
  fail("init", function() error("at init") end)
  fail("field", function() chisel.request_field("nosuch.field") end)
  fail("nil", function() local x = nil; return x.y end)
  chisel.set_interval_s(1)
  return where ~= "refuse"
end

function on_capture_start()
  fail("start", function() error({ 1 }) end)
  return where ~= "refuse start"
end

function on_event()
  fail("event", function() error("at an event") end)
  if where == "interval" then return end
  return true
end

function on_interval()
  fail("interval", function() error("at an interval") end)
  return where ~= "enough"
end

function on_capture_end()
  print("end")
  fail("end", function() error("at the end") end)
end
