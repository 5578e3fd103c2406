description = "Is replaced by another script."
short_description = "exec"
category = "test"
args = {}

function on_init()
  print("first")
  chisel.exec("intervals", "250", "precise")
end
