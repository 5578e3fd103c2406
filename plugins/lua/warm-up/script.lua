-- Run when the guest's snapshot is made, with what usual chisels do, so that the functions which read, compile
-- and run scripts are compiled in it already.

description = "Counts bytes by a key"
short_description = "Warms up"
category = "IO"
args = {
	{ name = "key", description = "the key", argtype = "string", optional = true },
}

local top, unit = 10, 1e3
local totals, names = {}, { first = 1, ["second"] = 0x10; 3 }
local helper = require "module"

--[[ A function
of several lines. ]]
local function extend(text, length, ...)
	local rest = select("#", ...)
	if #text < length and rest == 0 then
		return text .. string.rep(" ", length - #text)
	elseif not text then
		return nil, 'none'
	else
		return string.sub(text, 1, length)
	end
end

function format_bytes(bytes)
	if bytes == 0 then return "0" end
	for i, suffix in ipairs({ "B", "KB", "MB" }) do
		if bytes < unit ^ i then return string.format("%.2f%s", bytes / unit ^ (i - 1), suffix) end
	end
	return tostring(bytes % 7)
end

function on_set_arg(name, value)
	if name == "key" then
		key = value
		return true
	end
	return false
end

function on_init()
	fkey = chisel.request_field(key or "fd.name")
	fbytes = chisel.request_field("evt.rawarg.res")
	chisel.set_filter("evt.is_io=true")
	chisel.set_interval_s(1)
	return true
end

function on_capture_start()
	live = sysdig.is_live()
	local count = 0
	while count < top do
		count = count + 1
		if count == 5 then break end
	end
	repeat
		count = count - 1
	until count <= 0
	for i = 1, 3 do totals["file " .. i] = i * 100 end
	return true
end

function on_event()
	local name, bytes = evt.field(fkey), evt.field(fbytes)
	if name == nil or bytes == nil or bytes <= 0 then return end
	totals[name] = (totals[name] or 0) + bytes
	return true
end

function on_interval(ts_s, ts_ns, delta)
	local sorted = {}
	for name, bytes in pairs(totals) do table.insert(sorted, { name, bytes }) end
	table.sort(sorted, function(a, b) return a[2] > b[2] end)
	for i = 1, math.min(#sorted, top) do
		print(extend(format_bytes(sorted[i][2]), 10) .. sorted[i][1])
	end
	return true
end

function on_capture_end()
	local ok, problem = pcall(function() return helper.parse("%d+", "a12b") + nil end)
	io.write(string.upper(tostring(ok)), "\n")
	return on_interval(0, 0, 0)
end
