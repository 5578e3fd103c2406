---@meta
-- Made from the tables by plugins/cli/docs/generate-docs.ts: change those.

---A field that was asked for.
---@class chisel.Field

---A file or connection of a thread.
---@class chisel.Fd
---@field name string
---@field type string
---@field cip? string
---@field sip? string
---@field cport? integer
---@field sport? integer
---@field is_server? boolean
---@field l4proto? string

---A row of the table of threads.
---@class chisel.Thread
---@field tid integer
---@field pid integer
---@field ptid? integer
---@field comm? string
---@field exe? string
---@field flags? integer
---@field fdlimit? integer
---@field uid? integer
---@field gid? integer
---@field nchilds? integer
---@field vmsize_kb? integer
---@field vmrss_kb? integer
---@field vmswap_kb? integer
---@field pfmajor? integer
---@field pfminor? integer
---@field clone_ts? string
---@field username? string
---@field args? string[]
---@field env? string[]
---@field fdtable? table<integer, chisel.Fd>

chisel = {}
evt = {}
sysdig = {}

---Asks for a field; `evt.field` gives its value. Only fields that the manifest declares.
---@param name chisel.FieldName
---@return chisel.Field
function chisel.request_field(name) end

---The filter of this chisel, in the place of the one before; "" removes it.
---@param filter string
function chisel.set_filter(filter) end

---Prints each event for which `on_event` returns true in this format.
---@param format string
function chisel.set_event_formatter(format) end

---Calls `on_interval` each so many seconds of event time.
---@param seconds number
function chisel.set_interval_s(seconds) end

---Calls `on_interval` each so many nanoseconds of event time.
---@param nanoseconds number
function chisel.set_interval_ns(nanoseconds) end

---Calls `on_interval` once for each interval that has passed, from the first event on.
---@param nanoseconds number
function chisel.set_precise_interval_ns(nanoseconds) end

---Puts another chisel with these arguments in the place of this one, after `on_init`.
---@param name string
---@param ... string
function chisel.exec(name, ...) end

---The value of a field of the event at hand; nil when it has none.
---@param field chisel.Field
---@return string|number|boolean|nil
function evt.field(field) end

---Number of the event, from 1.
---@return number
function evt.get_num() end

---Time stamp: seconds since 1970, and nanoseconds.
---@return number
---@return number
function evt.get_ts() end

---Name of the event, as in open.
---@return string
function evt.get_type() end

---The processor on which it happened.
---@return number
function evt.get_cpuid() end

---The filter of the whole run; once.
---@param filter string
function sysdig.set_filter(filter) end

---Bytes of each buffer to capture, live.
---@param bytes number
function sysdig.set_snaplen(bytes) end

---How buffers are shown.
---@param format "normal"|"json"|"simple"|"hex"|"hexascii"|"ascii"|"base64"|"jsonbase64"
function sysdig.set_output_format(format) end

---"json" when the output is JSON.
---@return "normal"|"json"
function sysdig.get_output_format() end

---As the option -F.
---@param on boolean
function sysdig.set_fatfile_dump_mode(on) end

---Whether events happen now.
---@return boolean
function sysdig.is_live() end

---Whether the output is a terminal.
---@return boolean
function sysdig.is_tty() end

---Size of the terminal; -1 when there is none.
---@return { width: integer, height: integer }
function sysdig.get_terminal_info() end

---The filter of the command line; "" when there is none.
---@return string
function sysdig.get_filter() end

---The machine of the capture.
---@return { hostname: string, num_cpus: integer, memory_size_bytes: integer, max_pid: integer }
function sysdig.get_machine_info() end

---Name of the capture file; "" when live.
---@return string
function sysdig.get_evtsource_name() end

---Nanoseconds since 1970 as digits.
---@return string
function sysdig.get_firstevent_ts() end

---Nanoseconds since 1970 as digits.
---@return string
function sysdig.get_lastevent_ts() end

---A time stamp as digits.
---@param seconds number
---@param nanoseconds number
---@return string
function sysdig.make_ts(seconds, nanoseconds) end

---The sum of two time stamps.
---@param a string
---@param b string
---@return string
function sysdig.add_ts(a, b) end

---The difference of two time stamps.
---@param a string
---@param b string
---@return string
function sysdig.subtract_ts(a, b) end

---How much was read, from 0 to 100.
---@return number
function sysdig.get_read_progress() end

---Whether containers are to be shown: -pc.
---@return boolean
function sysdig.is_print_container_data() end

---Threads by their id, with their files. Wants the permission tables: threads, fds.
---@param filter? string
---@return table<integer, chisel.Thread>
function sysdig.get_thread_table(filter) end

---The same without files: tables: threads.
---@param filter? string
---@return table<integer, chisel.Thread>
function sysdig.get_thread_table_nofds(filter) end

---Only ids and files of threads.
---@param filter? string
---@return table<integer, chisel.Thread>
function sysdig.get_thread_table_barebone(filter) end

---Only ids of threads.
---@param filter? string
---@return table<integer, chisel.Thread>
function sysdig.get_thread_table_barebone_nofds(filter) end

---The containers. Wants the permission tables: containers.
---@return { id: string, name: string, image: string, type: string }[]
function sysdig.get_container_table() end

---Runs chisel again with these words after this run.
---@param words string
function sysdig.run_app(words) end

---Ends the run after this event.
function sysdig.end_capture() end

---Writes a message to the log.
---@param message string
---@param severity "debug"|"info"|"warning"|"error"|"critical"
function sysdig.log(message, severity) end

---Where `udp_send` sends to. Wants the permission net.
---@param address string
---@param port number
function sysdig.udp_setpeername(address, port) end

---Sends a datagram.
---@param message string
function sysdig.udp_send(message) end
