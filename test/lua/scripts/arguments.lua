description = "Prints its arguments."
short_description = "arguments"
category = "test"
args = {
  { name = "one", description = "first", argtype = "string" },
  { name = "two", description = "second", argtype = "string", optional = true },
  { name = "three", description = "third", argtype = "filter", optional = true },
}

function on_set_arg(name, value)
  print(name, type(value), value)
  return value ~= "refused"
end

function on_init()
  return true
end

function on_capture_end()
  print("end")
end
