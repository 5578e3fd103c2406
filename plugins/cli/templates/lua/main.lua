-- {{name}}: shows the processes whose writes take longest.

description = "Shows the processes whose writes take longest."
short_description = "Slow writes by process"
category = "Performance"

args = {
    { name = "top", description = "How many processes are shown.", argtype = "int", optional = true },
}

local top = 10
local process, latency
local writes = {}

function on_set_arg(name, value)
    top = tonumber(value)
    return top ~= nil
end

function on_init()
    chisel.set_filter("evt.is_io_write=true and evt.dir=<")
    process = chisel.request_field("proc.name")
    latency = chisel.request_field("evt.latency")
    return true
end

function on_event()
    local name = evt.field(process) or "?"
    local all = writes[name] or { count = 0, longest = 0 }
    all.count = all.count + 1
    all.longest = math.max(all.longest, evt.field(latency) or 0)
    writes[name] = all
    return true
end

function on_capture_end()
    local names = {}
    for name in pairs(writes) do
        table.insert(names, name)
    end
    table.sort(names, function(a, b)
        return writes[a].longest > writes[b].longest
    end)
    print(string.format("%-16s %8s %12s", "Process", "Writes", "Longest (us)"))
    for i = 1, math.min(top, #names) do
        local all = writes[names[i]]
        print(string.format("%-16s %8d %12.2f", names[i], all.count, all.longest / 1000))
    end
    return true
end
