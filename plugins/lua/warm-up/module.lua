-- What script.lua requires.

local module = { version = "1.0" }

function module.parse(pattern, text)
	return text:match(pattern)
end

return module
