description = "Prints what fields of all types are to a script."
short_description = "fields"
category = "test"
args = {}

names = {
  "evt.num", "evt.rawtime", "evt.type", "evt.dir", "evt.cpu", "evt.is_io", "evt.rawres", "evt.res",
  "evt.latency", "evt.info", "evt.buffer", "evt.count", "evt.failed", "evt.category", "evt.buflen",
  "proc.name", "proc.pid", "proc.args", "proc.duration", "proc.nthreads", "thread.tid", "thread.cpu",
  "thread.ismain", "user.name", "user.uid", "fd.num", "fd.name", "fd.type", "fd.typechar",
  "fd.sip", "fd.cport", "fd.l4proto", "fd.is_server", "fd.directory", "container.id", "proc.aname[1]",
  "evt.arg.res", "evt.arg[0]", "evt.rawarg.res", "evt.type.is.open",
}

function on_init()
  fields = {}
  for i, name in ipairs(names) do fields[i] = chisel.request_field(name) end
  return true
end

function on_event()
  local row = {}
  for i, field in ipairs(fields) do
    local value = evt.field(field)
    row[i] = type(value):sub(1, 1) .. ":" .. tostring(value)
  end
  print(table.concat(row, " | "))
  return true
end
