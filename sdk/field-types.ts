// Made from the field table by plugins/typescript/generate-field-types.ts.

/** Every field and the type of its value. */
export interface FieldTypes {
  /** Number of the event, from 1; events that are not shown count too. */
  'evt.num': number;
  /** Name of the plugin that an event comes from; plugin events have no decoder here. */
  'evt.pluginname': string;
  /** What a plugin says of its event; plugin events have no decoder here. */
  'evt.plugininfo': string;
  /** Where the event comes from: syscall for all that the kernel side reports. */
  'evt.source': string;
  /** Whether the event tells about state and is no call of a thread. */
  'evt.is_async': boolean;
  /** Kind of an event that tells about state, as in container. */
  'evt.asynctype': string;
  /** Name of the machine where the events were recorded. */
  'evt.hostname': string;
  /** Local time of day with nanoseconds. */
  'evt.time': string;
  /** Local time of day in whole seconds. */
  'evt.time.s': string;
  /** Date and time in UTC with nanoseconds. */
  'evt.time.iso8601': string;
  /** Local date and time with nanoseconds. */
  'evt.datetime': string;
  /** Local date and time in whole seconds. */
  'evt.datetime.s': string;
  /** Nanoseconds since 1970. */
  'evt.rawtime': bigint;
  /** Whole seconds since 1970. */
  'evt.rawtime.s': number;
  /** Nanoseconds within the second. */
  'evt.rawtime.ns': number;
  /** Nanoseconds since the first event. */
  'evt.reltime': number;
  /** Whole seconds since the first event. */
  'evt.reltime.s': number;
  /** Nanoseconds within the second, counted from the first event. */
  'evt.reltime.ns': number;
  /** Nanoseconds from a call to its return. */
  'evt.latency': number;
  /** Whole seconds from a call to its return. */
  'evt.latency.s': number;
  /** Nanoseconds within the second, from a call to its return. */
  'evt.latency.ns': number;
  /** Order of magnitude of the latency. */
  'evt.latency.quantized': number;
  /** Time from a call to its return with a unit, as in 10.30ms. */
  'evt.latency.human': string;
  /** Nanoseconds since the previous event. */
  'evt.deltatime': number;
  /** Whole seconds since the previous event. */
  'evt.deltatime.s': number;
  /** Nanoseconds within the second, since the previous event. */
  'evt.deltatime.ns': number;
  /** The time column of event lines, in the form that -t chooses. */
  'evt.outputtime': string;
  /** The sign > when a call begins, < when it returns. */
  'evt.dir': string;
  /** Name of the call or other event, as in open. */
  'evt.type': string;
  /** The number 1 for events of the given name or number, 0 for others. */
  [name: `evt.type.is[${string}]`]: number;
  /** The number 1 for events of the given name or number, 0 for others. */
  [name: `evt.type.is.${string}`]: number;
  /** Name of the call; other events have none. */
  'syscall.type': string;
  /** What the call is about: file, net, memory, process and so on. */
  'evt.category': string;
  /** Number of the CPU the event happened on. */
  'evt.cpu': number;
  /** All arguments as NAME=VALUE, with what a value stands for in brackets. */
  'evt.args': string;
  /** One argument, by name or by position: what its value stands for, or else the value. */
  [name: `evt.arg[${string}]`]: string;
  /** One argument, by name or by position: what its value stands for, or else the value. */
  [name: `evt.arg.${string}`]: string;
  /** The plain value of the argument with the given name. */
  [name: `evt.rawarg[${string}]`]: number | bigint | string | boolean;
  /** The plain value of the argument with the given name. */
  [name: `evt.rawarg.${string}`]: number | bigint | string | boolean;
  /** As evt.args, but of messages to /dev/log what they say. */
  'evt.info': string;
  /** The data that a call read or wrote, as far as it was captured. */
  'evt.buffer': string;
  /** SUCCESS, or the name of the error, as in ENOENT. */
  'evt.res': string;
  /** What the call returned, as a number: negative for an error. */
  'evt.rawres': number;
  /** Whether the call returned an error. */
  'evt.failed': boolean;
  /** Always 1, to count events by adding up. */
  'evt.count': number;
  /** The number 1 when the call returned an error. */
  'evt.count.error': number;
  /** The number 1 when a call on a file or directory returned an error. */
  'evt.count.error.file': number;
  /** The number 1 when a call on a socket returned an error. */
  'evt.count.error.net': number;
  /** The number 1 when a call for memory returned an error. */
  'evt.count.error.memory': number;
  /** The number 1 when a call of none of the other kinds returned an error. */
  'evt.count.error.other': number;
  /** The number 1 on exit events. */
  'evt.count.exit': number;
  /** The number 1 on the regular report about a process. */
  'evt.count.procinfo': number;
  /** The number 1 on the regular report about a thread. */
  'evt.count.threadinfo': number;
  /** Whether the call reads from or writes to a file descriptor. */
  'evt.is_io': boolean;
  /** Whether the call reads from a file descriptor. */
  'evt.is_io_read': boolean;
  /** Whether the call writes to a file descriptor. */
  'evt.is_io_write': boolean;
  /** The word read or write for calls that do one of them. */
  'evt.io_dir': string;
  /** Whether the call makes its thread wait, as sleep and poll do. */
  'evt.is_wait': boolean;
  /** Nanoseconds that a waiting call took, on its exit event. */
  'evt.wait_latency': number;
  /** Whether the event writes to /dev/log. */
  'evt.is_syslog': boolean;
  /** Bytes that a call read or wrote, on its exit event. */
  'evt.buflen': number;
  /** As evt.buflen, of reading calls. */
  'evt.buflen.in': number;
  /** As evt.buflen, of writing calls. */
  'evt.buflen.out': number;
  /** As evt.buflen, of files. */
  'evt.buflen.file': number;
  /** As evt.buflen, of files that are read. */
  'evt.buflen.file.in': number;
  /** As evt.buflen, of files that are written. */
  'evt.buflen.file.out': number;
  /** As evt.buflen, of network sockets. */
  'evt.buflen.net': number;
  /** As evt.buflen, of network sockets that are read. */
  'evt.buflen.net.in': number;
  /** As evt.buflen, of network sockets that are written. */
  'evt.buflen.net.out': number;
  /** Whether the event opens a file for reading. */
  'evt.is_open_read': boolean;
  /** Whether the event opens a file for writing. */
  'evt.is_open_write': boolean;
  /** Whether the event creates a file that somebody may execute. */
  'evt.is_open_exec': boolean;
  /** Whether the event created the file it opens. */
  'evt.is_open_create': boolean;
  /** Absolute path that a call gave relative to a directory; .src and .dst choose where there are two. */
  'evt.abspath': string;
  /** Absolute path that a call gave relative to a directory; .src and .dst choose where there are two. */
  [name: `evt.abspath[${string}]`]: string;
  /** Name of a Docker event. */
  'evt.infra.docker.name': string;
  /** Id of the container of a Docker event. */
  'evt.infra.docker.container.id': string;
  /** Container of a Docker event. */
  'evt.infra.docker.container.name': string;
  /** Image of a Docker event. */
  'evt.infra.docker.container.image': string;
  /** Id of the process. */
  'proc.pid': number;
  /** First word of the command line, as the caller of execve gave it. */
  'proc.exe': string;
  /** Short name of the program, without directories. */
  'proc.name': string;
  /** Name and arguments of the process, joined with blanks. */
  'proc.cmdline': string;
  /** First word of the command line and the arguments, joined with blanks. */
  'proc.exeline': string;
  /** Current working directory, ending in a slash. */
  'proc.cwd': string;
  /** How many threads the process has, the main thread included. */
  'proc.nthreads': number;
  /** How many threads the process has besides the main thread. */
  'proc.nchilds': number;
  /** Id of the parent process. */
  'proc.ppid': number;
  /** Name of the parent process. */
  'proc.pname': string;
  /** Name and arguments of the parent process, joined with blanks. */
  'proc.pcmdline': string;
  /** Process id of the oldest shell among the process and its ancestors. */
  'proc.loginshellid': number;
  /** Nanoseconds since the process was created, if the capture saw that. */
  'proc.duration': number;
  /** How many file descriptors the process has open. */
  'proc.fdopencount': number;
  /** How many file descriptors the process may open. */
  'proc.fdlimit': number;
  /** Open file descriptors in percent of the limit. */
  'proc.fdusage': number;
  /** Virtual memory of the process in KiB. */
  'proc.vmsize': number;
  /** Memory of the process that is resident, in KiB. */
  'proc.vmrss': number;
  /** Memory of the process that is swapped out, in KiB. */
  'proc.vmswap': number;
  /** Id of the process in its own pid namespace. */
  'proc.vpid': number;
  /** Id of the session the process belongs to. */
  'proc.sid': number;
  /** Name of the process that leads the session. */
  'proc.sname': string;
  /** Number of the controlling terminal, 0 when there is none. */
  'proc.tty': number;
  /** Full path of the executable file. */
  'proc.exepath': string;
  /** Id of the process group in the own pid namespace. */
  'proc.vpgid': number;
  /** Whether the process runs as the health check of its container. */
  'proc.is_container_healthcheck': boolean;
  /** Whether the process runs as the liveness probe of its container. */
  'proc.is_container_liveness_probe': boolean;
  /** Whether the process runs as the readiness probe of its container. */
  'proc.is_container_readiness_probe': boolean;
  /** Whether the user of the process may write to its executable file. */
  'proc.is_exe_writable': boolean;
  /** Arguments of the process joined with blanks, or the one with the given index. */
  'proc.args': string;
  /** Arguments of the process joined with blanks, or the one with the given index. */
  [name: `proc.args[${string}]`]: string;
  /** Environment of the process joined with blanks, or the variable with the given name. */
  'proc.env': string;
  /** Environment of the process joined with blanks, or the variable with the given name. */
  [name: `proc.env[${string}]`]: string;
  /** The process id of an ancestor: 1 is the parent, 2 its parent, 0 the process itself. Without an index a filter matches when any ancestor does. */
  'proc.apid': number;
  /** The process id of an ancestor: 1 is the parent, 2 its parent, 0 the process itself. Without an index a filter matches when any ancestor does. */
  [name: `proc.apid[${string}]`]: number;
  /** The name of an ancestor: 1 is the parent, 2 its parent, 0 the process itself. Without an index a filter matches when any ancestor does. */
  'proc.aname': string;
  /** The name of an ancestor: 1 is the parent, 2 its parent, 0 the process itself. Without an index a filter matches when any ancestor does. */
  [name: `proc.aname[${string}]`]: string;
  /** The first word of an ancestor: 1 is the parent, 2 its parent, 0 the process itself. Without an index a filter matches when any ancestor does. */
  'proc.aexe': string;
  /** The first word of an ancestor: 1 is the parent, 2 its parent, 0 the process itself. Without an index a filter matches when any ancestor does. */
  [name: `proc.aexe[${string}]`]: string;
  /** The executable of an ancestor: 1 is the parent, 2 its parent, 0 the process itself. Without an index a filter matches when any ancestor does. */
  'proc.aexepath': string;
  /** The executable of an ancestor: 1 is the parent, 2 its parent, 0 the process itself. Without an index a filter matches when any ancestor does. */
  [name: `proc.aexepath[${string}]`]: string;
  /** The command line of an ancestor: 1 is the parent, 2 its parent, 0 the process itself. Without an index a filter matches when any ancestor does. */
  'proc.acmdline': string;
  /** The command line of an ancestor: 1 is the parent, 2 its parent, 0 the process itself. Without an index a filter matches when any ancestor does. */
  [name: `proc.acmdline[${string}]`]: string;
  /** The arguments of an ancestor: 1 is the parent, 2 its parent, 0 the process itself. Without an index a filter matches when any ancestor does. */
  'proc.aargs': string;
  /** The arguments of an ancestor: 1 is the parent, 2 its parent, 0 the process itself. Without an index a filter matches when any ancestor does. */
  [name: `proc.aargs[${string}]`]: string;
  /** Environment of an ancestor by index, or a variable of the nearest process that has it by name. */
  'proc.aenv': string;
  /** Environment of an ancestor by index, or a variable of the nearest process that has it by name. */
  [name: `proc.aenv[${string}]`]: string;
  /** Page faults of the thread that had to read from disk. */
  'thread.pfmajor': number;
  /** Page faults of the thread that needed no disk. */
  'thread.pfminor': number;
  /** Id of the thread. */
  'thread.tid': number;
  /** Whether the thread is the main thread of its process. */
  'thread.ismain': boolean;
  /** On switch events, the nanoseconds since the previous switch on the same CPU. */
  'thread.exectime': number;
  /** Sum of all thread.exectime of the thread so far, in nanoseconds. */
  'thread.totexectime': number;
  /** All control groups of the thread as SUBSYSTEM=PATH, joined with blanks. */
  'thread.cgroups': string;
  /** Path of the control group of the thread for one subsystem. */
  [name: `thread.cgroup[${string}]`]: string;
  /** Path of the control group of the thread for one subsystem. */
  [name: `thread.cgroup.${string}`]: string;
  /** Id of the thread in its own pid namespace. */
  'thread.vtid': number;
  /** CPU use of the thread in the last second, in percent. */
  'thread.cpu': number;
  /** CPU use of the thread outside the kernel in the last second, in percent. */
  'thread.cpu.user': number;
  /** CPU use of the thread inside the kernel in the last second, in percent. */
  'thread.cpu.system': number;
  /** Virtual memory of the process in KiB on its main thread, 0 on others. */
  'thread.vmsize': number;
  /** Resident memory of the process in KiB on its main thread, 0 on others. */
  'thread.vmrss': number;
  /** As thread.vmsize, in bytes. */
  'thread.vmsize.b': number;
  /** As thread.vmrss, in bytes. */
  'thread.vmrss.b': number;
  /** Name of the process directly followed by the id of the thread. */
  'thread.nametid': string;
  /** First word of the command line of the parent process. */
  'proc.pexe': string;
  /** Full path of the executable file of the parent process. */
  'proc.pexepath': string;
  /** Id of the parent process in its own pid namespace. */
  'proc.pvpid': number;
  /** How many arguments the process has. */
  'proc.cmdnargs': number;
  /** How many characters the arguments of the process have together. */
  'proc.cmdlenargs': number;
  /** First word of the command line of the process that leads the session. */
  'proc.sid.exe': string;
  /** Full path of the executable file of the process that leads the session. */
  'proc.sid.exepath': string;
  /** Whether the process leads its session. */
  'proc.is_sid_leader': boolean;
  /** Id of the process group. */
  'proc.pgid': number;
  /** Name of the process that leads the process group. */
  'proc.pgid.name': string;
  /** First word of the command line of the process that leads the process group. */
  'proc.pgid.exe': string;
  /** Full path of the executable file of the process that leads the process group. */
  'proc.pgid.exepath': string;
  /** Whether the process leads its process group. */
  'proc.is_pgid_leader': boolean;
  /** Name of the process that leads the process group. */
  'proc.vpgid.name': string;
  /** First word of the command line of the process that leads the process group. */
  'proc.vpgid.exe': string;
  /** Full path of the executable file of the process that leads the process group. */
  'proc.vpgid.exepath': string;
  /** Whether the process leads its process group. */
  'proc.is_vpgid_leader': boolean;
  /** Nanoseconds since the parent process was created, if the capture saw that. */
  'proc.ppid.duration': number;
  /** When the process was created, in ns since 1970, if the capture saw that. */
  'proc.pid.ts': bigint;
  /** When the parent process was created, in ns since 1970, if the capture saw that. */
  'proc.ppid.ts': bigint;
  /** Whether the executable file is in the writable layer of an overlay. */
  'proc.is_exe_upper_layer': boolean;
  /** Whether the executable file is in a read-only layer of an overlay. */
  'proc.is_exe_lower_layer': boolean;
  /** Whether the executable file exists in memory only. */
  'proc.is_exe_from_memfd': boolean;
  /** Number of the inode of the executable file. */
  'proc.exe_ino': number | bigint;
  /** When the status of the executable file changed last, in ns since 1970. */
  'proc.exe_ino.ctime': bigint;
  /** When the executable file was written last, in ns since 1970. */
  'proc.exe_ino.mtime': bigint;
  /** Nanoseconds from the last change of the executable file to the start of the process. */
  'proc.exe_ino.ctime_duration_proc_start': number;
  /** Nanoseconds from the start of the pid namespace to the last change of the executable file. */
  'proc.exe_ino.ctime_duration_pidns_start': number;
  /** When the pid namespace of the process began, in ns since 1970. */
  'proc.pidns_init_start_ts': bigint;
  /** Names of the capabilities of the thread that it may use, joined with blanks. */
  'thread.cap_permitted': string;
  /** Names of the capabilities of the thread that it may pass on, joined with blanks. */
  'thread.cap_inheritable': string;
  /** Names of the capabilities of the thread in force, joined with blanks. */
  'thread.cap_effective': string;
  /** Kind of what is open as stdin of the process. */
  'proc.stdin.type': string;
  /** Name of what is open as stdin of the process. */
  'proc.stdin.name': string;
  /** Kind of what is open as stdout of the process. */
  'proc.stdout.type': string;
  /** Name of what is open as stdout of the process. */
  'proc.stdout.name': string;
  /** Kind of what is open as stderr of the process. */
  'proc.stderr.type': string;
  /** Name of what is open as stderr of the process. */
  'proc.stderr.name': string;
  /** Number of the user. */
  'user.uid': number;
  /** Name of the user. */
  'user.name': string;
  /** Home directory of the user. */
  'user.homedir': string;
  /** Login shell of the user. */
  'user.shell': string;
  /** Number of the user who logged in, -1 when nobody did. */
  'user.loginuid': number;
  /** Name of the user who logged in. */
  'user.loginname': string;
  /** Number of the group. */
  'group.gid': number;
  /** Name of the group. */
  'group.name': string;
  /** Id of the container, host outside of containers. */
  'container.id': string;
  /** Name of the container, host outside of containers. */
  'container.name': string;
  /** Name of the image. */
  'container.image': string;
  /** Id of the image. */
  'container.image.id': string;
  /** What runs the container: docker, lxc, podman and others; else host. */
  'container.type': string;
  /** Whether the container runs with all privileges. */
  'container.privileged': boolean;
  /** All mounts as SOURCE:DESTINATION:MODE:WRITABLE:PROPAGATION, with commas. */
  'container.mounts': string;
  /** A mount as SOURCE:DESTINATION:MODE:WRITABLE:PROPAGATION, chosen by its number, or by a path that may hold * and ?. */
  [name: `container.mount[${string}]`]: string;
  /** A mount as SOURCE:DESTINATION:MODE:WRITABLE:PROPAGATION, chosen by its number, or by a path that may hold * and ?. */
  [name: `container.mount.${string}`]: string;
  /** Where a mount comes from, chosen by its number, or by a path that may hold * and ?. */
  [name: `container.mount.source[${string}]`]: string;
  /** Where a mount comes from, chosen by its number, or by a path that may hold * and ?. */
  [name: `container.mount.source.${string}`]: string;
  /** Where a mount appears, chosen by its number, or by a path that may hold * and ?. */
  [name: `container.mount.dest[${string}]`]: string;
  /** Where a mount appears, chosen by its number, or by a path that may hold * and ?. */
  [name: `container.mount.dest.${string}`]: string;
  /** Mode of a mount, chosen by its number, or by a path that may hold * and ?. */
  [name: `container.mount.mode[${string}]`]: string;
  /** Mode of a mount, chosen by its number, or by a path that may hold * and ?. */
  [name: `container.mount.mode.${string}`]: string;
  /** Whether a mount is writable, chosen by its number, or by a path that may hold * and ?. */
  [name: `container.mount.rdwr[${string}]`]: string;
  /** Whether a mount is writable, chosen by its number, or by a path that may hold * and ?. */
  [name: `container.mount.rdwr.${string}`]: string;
  /** Propagation of a mount, chosen by its number, or by a path that may hold * and ?. */
  [name: `container.mount.propagation[${string}]`]: string;
  /** Propagation of a mount, chosen by its number, or by a path that may hold * and ?. */
  [name: `container.mount.propagation.${string}`]: string;
  /** Name of the image without its tag. */
  'container.image.repository': string;
  /** Tag of the image. */
  'container.image.tag': string;
  /** Digest of the image in its registry. */
  'container.image.digest': string;
  /** Command of the health check, NONE when the container has none. */
  'container.healthcheck': string;
  /** Command of the liveness probe, NONE when the container has none. */
  'container.liveness_probe': string;
  /** Command of the readiness probe, NONE when the container has none. */
  'container.readiness_probe': string;
  /** Id of the container in full. */
  'container.full_id': string;
  /** When the first process of the container was created, in ns since 1970. */
  'container.start_ts': bigint;
  /** Nanoseconds since the first process of the container was created. */
  'container.duration': number;
  /** Address of the container. */
  'container.ip': string;
  /** Network configuration of the container. */
  'container.cni.json': string;
  /** Number of the file descriptor. */
  'fd.num': number;
  /** Kind of the fd: file, directory, ipv4, ipv6, unix, pipe, event and others. */
  'fd.type': string;
  /** Kind of the fd as one letter: f file, d directory, 4, 6, u unix, p pipe, o other. */
  'fd.typechar': string;
  /** Family of a socket: ip or unix. */
  'fd.sockfamily': string;
  /** Id of the thread directly followed by the number of the fd. */
  'fd.uid': string;
  /** Whether a socket is connected. */
  'fd.connected': boolean;
  /** Whether the event changed the name, as datagrams from another peer do. */
  'fd.name_changed': boolean;
  /** Number of the device that the file is on. */
  'fd.dev': number;
  /** Major number of the device that the file is on. */
  'fd.dev.major': number;
  /** Minor number of the device that the file is on. */
  'fd.dev.minor': number;
  /** Number of the inode. */
  'fd.ino': number | bigint;
  /** Whether the file is in the writable layer of an overlay file system. */
  'fd.is_upper_layer': boolean;
  /** Whether the file is in a read-only layer of an overlay file system. */
  'fd.is_lower_layer': boolean;
  /** Kinds of all fds of the process, or of those with the given numbers. */
  'fd.types': readonly string[];
  /** Kinds of all fds of the process, or of those with the given numbers. */
  [name: `fd.types[${string}]`]: readonly string[];
  /** Path of a file, or the addresses of a socket: CLIENT:PORT->SERVER:PORT. */
  'fd.name': string;
  /** Directory of the file; of a directory, its path. */
  'fd.directory': string;
  /** Name of the file without its directory. */
  'fd.filename': string;
  /** Id of the container, a colon and the name of the fd. */
  'fd.containername': string;
  /** Id of the container, a colon and the directory of the fd. */
  'fd.containerdirectory': string;
  /** Name of the fd as the call gave it, before paths are resolved. */
  'fd.nameraw': string;
  /** Address of the client. */
  'fd.cip': string;
  /** Address of the server. */
  'fd.sip': string;
  /** Address of the local side. */
  'fd.lip': string;
  /** Address of the remote side. */
  'fd.rip': string;
  /** Port of the client. */
  'fd.cport': number;
  /** Port of the server. */
  'fd.sport': number;
  /** Port of the local side. */
  'fd.lport': number;
  /** Port of the remote side. */
  'fd.rport': number;
  /** Transport protocol of a socket: tcp, udp, icmp or raw. */
  'fd.l4proto': string;
  /** Whether the process is the server of the connection. */
  'fd.is_server': boolean;
  /** Port of the client, with -R as the name of its service. */
  'fd.cproto': string;
  /** Port of the server, with -R as the name of its service. */
  'fd.sproto': string;
  /** Port of the local side, with -R as the name of its service. */
  'fd.lproto': string;
  /** Port of the remote side, with -R as the name of its service. */
  'fd.rproto': string;
  /** Domain name of the client; names are not looked up, so it has no value. */
  'fd.cip.name': string;
  /** Domain name of the server; names are not looked up, so it has no value. */
  'fd.sip.name': string;
  /** Domain name of the local side; names are not looked up, so it has no value. */
  'fd.lip.name': string;
  /** Domain name of the remote side; names are not looked up, so it has no value. */
  'fd.rip.name': string;
  /** Path of what a call made, removed, opened or changed, absolute. */
  'fs.path.name': string;
  /** Path of what a call made, removed, opened or changed, as the call gave it. */
  'fs.path.nameraw': string;
  /** Path that a call moved, linked or mounted from, absolute. */
  'fs.path.source': string;
  /** Path that a call moved, linked or mounted from, as the call gave it. */
  'fs.path.sourceraw': string;
  /** Path that a call moved, linked or mounted to, absolute. */
  'fs.path.target': string;
  /** Path that a call moved, linked or mounted to, as the call gave it. */
  'fs.path.targetraw': string;
  /** Name of the part of the system that logs, as in cron. */
  'syslog.facility.str': string;
  /** Number of the part of the system that logs, from 0 to 23. */
  'syslog.facility': number;
  /** Name of the severity, from debug to emerg. */
  'syslog.severity.str': string;
  /** Number of the severity: 0 is the worst, 7 is debug. */
  'syslog.severity': number;
  /** Text of the message. */
  'syslog.message': string;
  /** Numbers of the file descriptors, with commas. */
  'fdlist.nums': string;
  /** Names of the file descriptors, with commas. */
  'fdlist.names': string;
  /** Addresses of the clients, with commas. */
  'fdlist.cips': string;
  /** Addresses of the servers, with commas. */
  'fdlist.sips': string;
  /** Ports of the clients, with commas. */
  'fdlist.cports': string;
  /** Ports of the servers, with commas. */
  'fdlist.sports': string;
  /** Name of the pod. */
  'k8s.pod.name': string;
  /** Id of the pod. */
  'k8s.pod.id': string;
  /** One label of the pod by its name. */
  [name: `k8s.pod.label[${string}]`]: string;
  /** One label of the pod by its name. */
  [name: `k8s.pod.label.${string}`]: string;
  /** All labels of the pod as NAME:VALUE, with commas. */
  'k8s.pod.labels': string;
  /** Name of the namespace of the pod. */
  'k8s.ns.name': string;
  /** Id of the namespace of the pod, which captures do not hold. */
  'k8s.ns.id': string;
  /** One label of the namespace by its name. */
  [name: `k8s.ns.label[${string}]`]: string;
  /** One label of the namespace by its name. */
  [name: `k8s.ns.label.${string}`]: string;
  /** All labels of the namespace, which captures do not hold. */
  'k8s.ns.labels': string;
  /** Name of the replication controller of the pod, which captures do not hold. */
  'k8s.rc.name': string;
  /** Id of the replication controller of the pod, which captures do not hold. */
  'k8s.rc.id': string;
  /** One label of the replication controller by its name. */
  [name: `k8s.rc.label[${string}]`]: string;
  /** One label of the replication controller by its name. */
  [name: `k8s.rc.label.${string}`]: string;
  /** All labels of the replication controller, which captures do not hold. */
  'k8s.rc.labels': string;
  /** Name of the service of the pod, which captures do not hold. */
  'k8s.svc.name': string;
  /** Id of the service of the pod, which captures do not hold. */
  'k8s.svc.id': string;
  /** One label of the service by its name. */
  [name: `k8s.svc.label[${string}]`]: string;
  /** One label of the service by its name. */
  [name: `k8s.svc.label.${string}`]: string;
  /** All labels of the service, which captures do not hold. */
  'k8s.svc.labels': string;
  /** Name of the replica set of the pod, which captures do not hold. */
  'k8s.rs.name': string;
  /** Id of the replica set of the pod, which captures do not hold. */
  'k8s.rs.id': string;
  /** One label of the replica set by its name. */
  [name: `k8s.rs.label[${string}]`]: string;
  /** One label of the replica set by its name. */
  [name: `k8s.rs.label.${string}`]: string;
  /** All labels of the replica set, which captures do not hold. */
  'k8s.rs.labels': string;
  /** Name of the deployment of the pod, which captures do not hold. */
  'k8s.deployment.name': string;
  /** Id of the deployment of the pod, which captures do not hold. */
  'k8s.deployment.id': string;
  /** One label of the deployment by its name. */
  [name: `k8s.deployment.label[${string}]`]: string;
  /** One label of the deployment by its name. */
  [name: `k8s.deployment.label.${string}`]: string;
  /** All labels of the deployment, which captures do not hold. */
  'k8s.deployment.labels': string;
  /** Id that Kubernetes gave the pod. */
  'k8s.pod.uid': string;
  /** Short id of the sandbox container of the pod. */
  'k8s.pod.sandbox_id': string;
  /** Id of the sandbox container of the pod in full. */
  'k8s.pod.full_sandbox_id': string;
  /** Address of the pod. */
  'k8s.pod.ip': string;
  /** Network configuration of the pod. */
  'k8s.pod.cni.json': string;
  /** Name of the Mesos task. */
  'mesos.task.name': string;
  /** Id of the Mesos task. */
  'mesos.task.id': string;
  /** One label of the Mesos task by its name. */
  [name: `mesos.task.label[${string}]`]: string;
  /** One label of the Mesos task by its name. */
  [name: `mesos.task.label.${string}`]: string;
  /** All labels of the Mesos task. */
  'mesos.task.labels': string;
  /** Name of the Mesos framework. */
  'mesos.framework.name': string;
  /** Id of the Mesos framework. */
  'mesos.framework.id': string;
  /** Name of the Marathon application. */
  'marathon.app.name': string;
  /** Id of the Marathon application. */
  'marathon.app.id': string;
  /** One label of the Marathon application by its name. */
  [name: `marathon.app.label[${string}]`]: string;
  /** One label of the Marathon application by its name. */
  [name: `marathon.app.label.${string}`]: string;
  /** All labels of the Marathon application. */
  'marathon.app.labels': string;
  /** Name of the Marathon group. */
  'marathon.group.name': string;
  /** Id of the Marathon group. */
  'marathon.group.id': string;
  /** Id of the span. */
  'span.id': number | bigint;
  /** Local time at which the span began. */
  'span.time': string;
  /** How many tags the span has. */
  'span.ntags': number;
  /** How many arguments the span has. */
  'span.nargs': number;
  /** All tags of the span, with dots. */
  'span.tags': string;
  /** One tag by its position; negative ones count from the end. */
  [name: `span.tag[${string}]`]: string;
  /** One tag by its position; negative ones count from the end. */
  [name: `span.tag.${string}`]: string;
  /** All arguments of the span, with commas. */
  'span.args': string;
  /** One argument by its name or position. */
  [name: `span.arg[${string}]`]: string;
  /** One argument by its name or position. */
  [name: `span.arg.${string}`]: string;
  /** All arguments that the span began with, with commas. */
  'span.enterargs': string;
  /** One argument that the span began with. */
  [name: `span.enterarg[${string}]`]: string;
  /** One argument that the span began with. */
  [name: `span.enterarg.${string}`]: string;
  /** Nanoseconds from the beginning of the span to its end. */
  'span.duration': number;
  /** Order of magnitude of the duration. */
  'span.duration.quantized': number;
  /** Duration of the span with a unit. */
  'span.duration.human': string;
  /** Duration of spans with so many tags. */
  [name: `span.duration.fortag[${string}]`]: number;
  /** Duration of spans with so many tags. */
  [name: `span.duration.fortag.${string}`]: number;
  /** The number 1 when a span ends. */
  'span.count': number;
  /** The number 1 for spans with so many tags. */
  [name: `span.count.fortag[${string}]`]: number;
  /** The number 1 for spans with so many tags. */
  [name: `span.count.fortag.${string}`]: number;
  /** The number 1 for spans with more tags. */
  [name: `span.childcount.fortag[${string}]`]: number;
  /** The number 1 for spans with more tags. */
  [name: `span.childcount.fortag.${string}`]: number;
  /** Id of a span in lists of spans. */
  [name: `span.idtag[${string}]`]: string;
  /** Id of a span in lists of spans. */
  [name: `span.idtag.${string}`]: string;
  /** Time of a span in lists of spans. */
  'span.rawtime': string;
  /** Time of the parent in lists of spans. */
  'span.rawparenttime': string;
  /** Id of a span around the event. */
  'evtin.span.id': number | bigint;
  /** How many tags a span around the event has. */
  'evtin.span.ntags': number;
  /** How many arguments a span around the event has. */
  'evtin.span.nargs': number;
  /** All tags of a span around the event, with dots. */
  'evtin.span.tags': string;
  /** One tag of a span around the event. */
  [name: `evtin.span.tag[${string}]`]: string;
  /** One tag of a span around the event. */
  [name: `evtin.span.tag.${string}`]: string;
  /** All arguments of a span around the event, with commas. */
  'evtin.span.args': string;
  /** One argument of a span around the event. */
  [name: `evtin.span.arg[${string}]`]: string;
  /** One argument of a span around the event. */
  [name: `evtin.span.arg.${string}`]: string;
  /** Id of a span of the same process. */
  'evtin.span.p.id': number | bigint;
  /** How many tags a span of the same process has. */
  'evtin.span.p.ntags': number;
  /** How many arguments a span of the same process has. */
  'evtin.span.p.nargs': number;
  /** All tags of a span of the same process, with dots. */
  'evtin.span.p.tags': string;
  /** One tag of a span of the same process. */
  [name: `evtin.span.p.tag[${string}]`]: string;
  /** One tag of a span of the same process. */
  [name: `evtin.span.p.tag.${string}`]: string;
  /** All arguments of a span of the same process, with commas. */
  'evtin.span.p.args': string;
  /** One argument of a span of the same process. */
  [name: `evtin.span.p.arg[${string}]`]: string;
  /** One argument of a span of the same process. */
  [name: `evtin.span.p.arg.${string}`]: string;
  /** Id of a span of the same script. */
  'evtin.span.s.id': number | bigint;
  /** How many tags a span of the same script has. */
  'evtin.span.s.ntags': number;
  /** How many arguments a span of the same script has. */
  'evtin.span.s.nargs': number;
  /** All tags of a span of the same script, with dots. */
  'evtin.span.s.tags': string;
  /** One tag of a span of the same script. */
  [name: `evtin.span.s.tag[${string}]`]: string;
  /** One tag of a span of the same script. */
  [name: `evtin.span.s.tag.${string}`]: string;
  /** All arguments of a span of the same script, with commas. */
  'evtin.span.s.args': string;
  /** One argument of a span of the same script. */
  [name: `evtin.span.s.arg[${string}]`]: string;
  /** One argument of a span of the same script. */
  [name: `evtin.span.s.arg.${string}`]: string;
  /** Id of a span of the same machine. */
  'evtin.span.m.id': number | bigint;
  /** How many tags a span of the same machine has. */
  'evtin.span.m.ntags': number;
  /** How many arguments a span of the same machine has. */
  'evtin.span.m.nargs': number;
  /** All tags of a span of the same machine, with dots. */
  'evtin.span.m.tags': string;
  /** One tag of a span of the same machine. */
  [name: `evtin.span.m.tag[${string}]`]: string;
  /** One tag of a span of the same machine. */
  [name: `evtin.span.m.tag.${string}`]: string;
  /** All arguments of a span of the same machine, with commas. */
  'evtin.span.m.args': string;
  /** One argument of a span of the same machine. */
  [name: `evtin.span.m.arg[${string}]`]: string;
  /** One argument of a span of the same machine. */
  [name: `evtin.span.m.arg.${string}`]: string;
  /** Counts up by one each time it is shown. */
  'util.cnt': number;
}

/** A field as `fields` declares it. */
export type FieldName = keyof FieldTypes;

/** The value of a field; undefined when the event has none. */
export type FieldValue<Name extends FieldName> = FieldTypes[Name] | undefined;
