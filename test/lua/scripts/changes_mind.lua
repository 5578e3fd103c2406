description = "Sets another filter, and asks for another field, at an event."
short_description = "filters"
category = "test"
args = {}

local count = 0

function on_init()
  chisel.set_filter("evt.type=read")
  name = chisel.request_field("evt.type")
  return true
end

function on_event()
  count = count + 1
  if count == 5 then chisel.set_filter("evt.type=open") end
  if count == 9 then
    chisel.set_filter("")
    fd = chisel.request_field("fd.name")
  end
  if count < 30 then print(evt.get_num(), evt.field(name), fd and evt.field(fd)) end
end
