description = "Chooses how buffers look."
short_description = "buffers"
category = "test"
args = { { name = "format", description = "format", argtype = "string" } }

function on_set_arg(name, value)
  format = value
  return true
end

function on_init()
  sysdig.set_output_format(format)
  chisel.set_filter("evt.is_io_write=true and evt.dir=<")
  data = chisel.request_field("evt.arg.data")
  print(sysdig.get_output_format())
  return true
end

function on_event()
  print(evt.get_num(), evt.field(data))
end
