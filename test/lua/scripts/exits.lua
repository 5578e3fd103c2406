description = "Ends itself where it is told to."
short_description = "exits"
category = "test"
args = { { name = "where", description = "place", argtype = "string" } }

function on_set_arg(name, value)
  where = value
  print("given", value)
  if where == "argument" then os.exit(0) end
  return true
end

function on_init()
  if where == "init" then os.exit(0) end
  if where == "code" then os.exit(3) end
  return true
end

function on_event()
  if where == "event" and evt.get_num() > 300 then
    print(evt.get_num())
    os.exit(0)
  end
end
