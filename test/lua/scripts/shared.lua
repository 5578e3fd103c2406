-- A module beside the scripts.
local bit = require "bit"

function largest(sums, count)
  local keys = {}
  for key in pairs(sums) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b)
    if sums[a] ~= sums[b] then return sums[a] > sums[b] end
    return a < b
  end)
  while #keys > count do table.remove(keys) end
  return keys
end

function in_hex(number)
  return bit.tohex(bit.band(number, 0xffffff))
end
