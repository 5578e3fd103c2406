-- Runs snippets and reports what each gave, for LuaJIT and for the VMs that are compared with it.
-- `snippets` is a list of sources; `say` takes one line for each.
local snippets, say = ...
local pairs, ipairs, type, tostring, pcall, select = pairs, ipairs, type, tostring, pcall, select
local loadstring, setfenv, setmetatable, unpack = loadstring, setfenv, setmetatable, unpack
local format, gsub, concat, sort = string.format, string.gsub, table.concat, table.sort
local resume, create = coroutine.resume, coroutine.create
local write = io.write

local show

local function showTable(t, depth)
  local parts, count = {}, 0
  for k, v in pairs(t) do
    count = count + 1
    -- An addition of ours: LuaJIT has left it out.
    if k == "gfind" then count = count - 1
    elseif count <= 30 then parts[#parts + 1] = show(k, depth + 1) .. "=" .. show(v, depth + 1) end
  end
  -- The order of keys that are no array is LuaJIT's secret.
  for i = 1, count do
    if t[i] == nil then
      sort(parts)
      break
    end
  end
  return "{" .. concat(parts, ",") .. "}"
end

function show(v, depth)
  local t = type(v)
  if t == "string" then return format("%q", v) end
  if t == "number" then return format("%.17g", v) .. "|" .. tostring(v) end
  if t == "table" and depth < 3 then return showTable(v, depth) end
  if t == "function" or t == "thread" or t == "userdata" or t == "table" then return t end
  return tostring(v)
end

local function showAll(...)
  local parts = {}
  for i = 1, select("#", ...) do parts[i] = show((select(i, ...)), 0) end
  return concat(parts, " ")
end

local function environment(out)
  local env
  env = setmetatable({
    print = function(...)
      local parts = {}
      for i = 1, select("#", ...) do parts[i] = tostring((select(i, ...))) end
      out[#out + 1] = concat(parts, "\t")
    end,
  }, { __index = _G })
  env._G = env
  return env
end

for _, source in ipairs(snippets) do
  local out = {}
  local chunk, message = loadstring(source, "=s")
  local line
  if not chunk then
    line = "SYNTAX " .. show(message, 0)
  else
    setfenv(chunk, environment(out))
    line = showAll(pcall(chunk))
  end
  line = concat(out, ";") .. " -> " .. line
  line = gsub(line, "0x%x%x%x%x%x+", "ADDRESS")
  -- LuaJIT says the one or the other of an argument that is missing.
  line = gsub(line, "got no value", "got nil")
  say((gsub(line, "\n", "\\n")))
end
