description = "Prints the table of threads at an event and at the end."
short_description = "threads"
category = "test"
args = {
  { name = "kind", description = "full, nofds, barebone or both", argtype = "string", optional = false },
  { name = "at", description = "event", argtype = "int", optional = false },
  { name = "filter", description = "filter", argtype = "string", optional = true },
}

local getters = {
  full = sysdig.get_thread_table, nofds = sysdig.get_thread_table_nofds,
  barebone = sysdig.get_thread_table_barebone, both = sysdig.get_thread_table_barebone_nofds,
}
local kind, at, filter

function on_set_arg(name, value)
  if name == "kind" then kind = value elseif name == "at" then at = tonumber(value) else filter = value end
  return true
end

function on_init()
  return getters[kind] ~= nil
end

local keys = { "tid", "pid", "ptid", "comm", "exe", "flags", "fdlimit", "uid", "gid", "nchilds", "vmsize_kb",
  "vmrss_kb", "vmswap_kb", "pfmajor", "pfminor", "clone_ts", "username" }

local function show()
  local all = filter and getters[kind](filter) or getters[kind]()
  for tid, thread in pairs(all) do
    local row = { tid }
    for i, key in ipairs(keys) do row[#row + 1] = tostring(thread[key]) end
    row[#row + 1] = thread.args and table.concat(thread.args, ",") or "-"
    row[#row + 1] = thread.env and #thread.env or "-"
    print(table.concat(row, " "))
    for fd, entry in pairs(thread.fdtable or {}) do
      print("", fd, entry.name, entry.type, entry.cip, entry.cport, entry.sip, entry.sport,
        entry.is_server, entry.l4proto)
    end
  end
end

function on_event()
  if evt.get_num() == at then show() end
end

function on_capture_end()
  print("end")
  show()
end
