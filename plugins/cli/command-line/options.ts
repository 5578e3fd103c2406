/** One row of the option table: parsing, help, completion and docs are made from it. */
export interface Option {
  /** Key in the parsed command line. */
  readonly key: string;
  readonly short?: string;
  readonly long: string;
  /** Name of its value in the help; absent for switches. */
  readonly value?: string;
  readonly repeatable?: boolean;
  readonly group: OptionGroup;
  readonly description: string;
  /**
   * `later`: understood, but refused, because this version cannot do it yet;
   * `ignored`: accepted for the sake of old command lines, without effect on capture files.
   */
  readonly status?: 'later' | 'ignored';
}

export type OptionGroup = 'input' | 'output' | 'text' | 'chisels' | 'lists' | 'writing' | 'live';

export const optionGroups: Record<OptionGroup, string> = {
  input: 'What to read',
  output: 'What to print',
  text: 'How values look',
  chisels: 'Chisels',
  lists: 'Lists and help',
  writing: 'Writing captures',
  live: 'Live capture',
};

export const options: readonly Option[] = [
  { key: 'read', short: 'r', long: 'read', value: 'FILE', repeatable: true, group: 'input',
    description: 'Read a capture file; - is standard input. Several are read one after the other.' },
  { key: 'events', long: 'events', value: 'FILE', group: 'input',
    description: 'Feed chisels rows of field values, JSON lines, instead of a capture: for tests.' },
  { key: 'numevents', short: 'n', long: 'numevents', value: 'COUNT', group: 'input',
    description: 'Stop after this many events; hidden ones count.' },
  { key: 'duration', short: 'M', long: 'duration', value: 'SECONDS', group: 'input',
    description: 'Stop when event time has advanced by this much.' },
  { key: 'edition', long: 'edition', value: 'NAME', group: 'input',
    description: 'classic: the events and params of sysdig 0.29.3, with its numbering; newest: all.' },
  { key: 'excludeUsers', short: 'E', long: 'exclude-users', group: 'input',
    description: 'Leave out the user and group tables.' },
  { key: 'suppressComm', short: 'U', long: 'suppress-comm', value: 'COMM', repeatable: true,
    group: 'input', description: 'Drop all events of processes with this name.' },
  { key: 'displayFilter', short: 'd', long: 'displayflt', group: 'input',
    description: 'Apply the filter only when a line is printed, after all state is known.' },
  { key: 'progress', short: 'P', long: 'progress', group: 'input',
    description: 'Show on standard error how much of the file has been read.' },
  { key: 'plugin', short: 'H', long: 'plugin', value: 'NAME', repeatable: true, group: 'input',
    status: 'later', description: 'Load a plugin of sysdig.' },
  { key: 'input', short: 'I', long: 'input', value: 'NAME', group: 'input', status: 'later',
    description: 'Read events from a plugin of sysdig.' },

  { key: 'print', short: 'p', long: 'print', value: 'FORMAT', group: 'output',
    description: 'Print lines of this format; c: with containers; p: show the default format.' },
  { key: 'json', short: 'j', long: 'json', group: 'output',
    description: 'Print one JSON object a line; tables of chisels as JSON.' },
  { key: 'quiet', short: 'q', long: 'quiet', group: 'output', description: 'Print no events.' },
  { key: 'summary', short: 'S', long: 'summary', group: 'output',
    description: 'At the end print how often each event occurred.' },
  { key: 'verbose', short: 'v', long: 'verbose', group: 'output',
    description: 'Do not cut buffers; at the end print statistics on standard error.' },
  { key: 'debug', short: 'D', long: 'debug', group: 'output',
    description: 'Show internal events too.' },
  { key: 'unbuffered', long: 'unbuffered', group: 'output',
    description: 'Write each line at once.' },

  { key: 'timetype', short: 't', long: 'timetype', value: 'MODE', group: 'text',
    description: 'Time column: h of day, a absolute, r relative to the start, d since the call was '
      + 'entered, D since the line before.' },
  { key: 'ascii', short: 'A', long: 'print-ascii', group: 'text',
    description: 'Show only the text of buffers.' },
  { key: 'base64', short: 'b', long: 'print-base64', group: 'text',
    description: 'Show buffers as base64.' },
  { key: 'hex', short: 'x', long: 'print-hex', group: 'text', description: 'Show buffers in hex.' },
  { key: 'hexAscii', short: 'X', long: 'print-hex-ascii', group: 'text',
    description: 'Show buffers in hex and as text.' },
  { key: 'resolvePorts', short: 'R', long: 'resolve-ports', group: 'text',
    description: 'Show port numbers as service names.' },

  { key: 'chisel', short: 'c', long: 'chisel', value: 'NAME', repeatable: true, group: 'chisels',
    description: 'Run a chisel; the next word may hold its arguments. Several share one pass.' },
  { key: 'chiselInfo', short: 'i', long: 'chisel-info', value: 'NAME', group: 'chisels',
    description: 'Describe a chisel.' },
  { key: 'listChisels', long: 'list-chisels', group: 'chisels',
    description: 'List the chisels; also -cl.' },

  { key: 'allow', long: 'allow', value: 'PERMISSION', repeatable: true, group: 'chisels',
    description: 'Let chisels send to net:HOST:PORT, or use files below write:DIR; with install and '
      + 'update: what a new version may have more than the old.' },
  { key: 'view', long: 'view', value: 'NAME', group: 'chisels',
    description: 'Show a capture as a view of the chisel folders; list names the views.' },
  { key: 'exact', long: 'exact', group: 'chisels',
    description: 'Show each event to Lua chisels before the next one is decoded; slower.' },

  { key: 'registry', long: 'registry', value: 'PLACE', group: 'chisels',
    description: 'Use this registry: a name, a folder or a URL.' },
  { key: 'root', long: 'root', value: 'FINGERPRINT', group: 'chisels',
    description: 'Trust the registry only if its first root has this sha256:… fingerprint.' },
  { key: 'keys', long: 'keys', value: 'FOLDER', group: 'chisels',
    description: 'With registry: the folder that holds its keys.' },
  { key: 'frozen', long: 'frozen', group: 'chisels',
    description: 'With install: exactly what a lock file says, ./chisel.lock if there is one.' },
  { key: 'yes', long: 'yes', group: 'chisels',
    description: 'With install and update: ask nothing; give only what --allow names.' },
  { key: 'bundle', long: 'bundle', group: 'chisels',
    description: 'With pack: chisels of a registry in one file, with what proves them.' },
  { key: 'scope', long: 'scope', value: '@SCOPE', repeatable: true, group: 'chisels',
    description: 'With registry use: names in this scope come from there alone.' },
  { key: 'key', long: 'key', value: 'NAME', group: 'chisels',
    description: 'With publish: which of your keys signs.' },
  { key: 'as', long: 'as', value: 'AUTHOR', group: 'chisels',
    description: 'With publish and key request: the author that the registry knows you as.' },
  { key: 'listen', long: 'listen', value: 'HOST:PORT', group: 'chisels',
    description: 'With registry serve: where; 127.0.0.1:8417 when left out.' },
  { key: 'reason', long: 'reason', value: 'TEXT', group: 'chisels',
    description: 'With registry revoke: why.' },
  { key: 'days', long: 'days', value: 'COUNT', group: 'chisels',
    description: 'With registry sign: how long it is good for; 30 when left out.' },
  { key: 'runtime', long: 'runtime', value: 'NAME', group: 'chisels',
    description: 'With create: typescript or lua.' },
  { key: 'update', long: 'update', group: 'chisels',
    description: 'With test: take what is printed as what is expected.' },
  { key: 'names', long: 'names', group: 'chisels',
    description: 'With list: only the names, one a line.' },

  { key: 'listFields', short: 'l', long: 'list', group: 'lists',
    description: 'List the fields of filters and formats; -lv with their types.' },
  { key: 'listMarkdown', long: 'list-markdown', group: 'lists',
    description: 'List the fields as Markdown.' },
  { key: 'listEvents', short: 'L', long: 'list-events', group: 'lists',
    description: 'List the event types with their params.' },
  { key: 'help', short: 'h', long: 'help', group: 'lists', description: 'Show this help.' },
  { key: 'version', long: 'version', group: 'lists', description: 'Show the version.' },

  { key: 'write', short: 'w', long: 'write', value: 'FILE', group: 'writing',
    description: 'Write the events to a capture file; - is standard output. No lines are printed.' },
  { key: 'compress', short: 'z', long: 'compress', group: 'writing',
    description: 'Compress the file written.' },
  { key: 'fileSize', short: 'C', long: 'file-size', value: 'MB', group: 'writing',
    description: 'Start a new file when one has grown to this size.' },
  { key: 'seconds', short: 'G', long: 'seconds', value: 'SECONDS', group: 'writing',
    description: 'Start a new file each time this much event time has passed; the name may be a '
      + 'format for the time, as capture-%H%M%S.scap.' },
  { key: 'eventLimit', short: 'e', long: 'event-limit', value: 'COUNT', group: 'writing',
    description: 'Start a new file after this many events.' },
  { key: 'fileLimit', short: 'W', long: 'limit', value: 'COUNT', group: 'writing',
    description: 'Keep only this many files.' },
  { key: 'fatfile', short: 'F', long: 'fatfile', group: 'writing',
    description: 'Also write, hidden, whatever changes the state of any process, not only what the '
      + 'events that pass the filter need.' },
  { key: 'sanitize', long: 'sanitize', group: 'writing',
    description: 'Write neither data, arguments and environments nor processes that no event written is '
      + 'about.' },
  { key: 'flightRecorder', long: 'flight-recorder', value: 'DURATION', group: 'writing',
    description: 'Keep this much event time in memory, such as 30s; when an event matches --on, write it '
      + 'and as much that follows to a new file in the folder given with -w.' },
  { key: 'on', long: 'on', value: 'FILTER', group: 'writing',
    description: 'What makes the flight recorder write.' },
  { key: 'filterProclist', long: 'filter-proclist', group: 'writing',
    description: 'Apply the filter to the process list that is written.' },

  { key: 'snaplen', short: 's', long: 'snaplen', value: 'BYTES', group: 'live',
    description: 'Bytes of each buffer to capture; 80 if not given.' },
  { key: 'user', short: 'Z', long: 'user', value: 'USER', group: 'live',
    description: 'Become this user once the probe is attached; else the one who called sudo.' },
  { key: 'pageFaults', long: 'page-faults', group: 'live',
    description: 'Capture page faults.' },
  { key: 'largeEnvironment', long: 'large-environment', group: 'live', status: 'ignored',
    description: 'Capture environments beyond 4 KiB.' },
  { key: 'modernBpf', long: 'modern-bpf', group: 'live', status: 'ignored',
    description: 'Capture by eBPF, which is the only way here.' },
  { key: 'bpf', short: 'B', long: 'bpf', group: 'live', status: 'ignored',
    description: 'The same, older spelling.' },
  { key: 'cri', long: 'cri', value: 'PATH', group: 'live', status: 'ignored',
    description: 'Socket of the container runtime.' },
  { key: 'criTimeout', long: 'cri-timeout', value: 'MS', group: 'live', status: 'ignored',
    description: 'How long to wait for it.' },
  { key: 'tracers', short: 'T', long: 'force-tracers-capture', group: 'live', status: 'ignored',
    description: 'Capture whole buffers of writes to /dev/null.' },
  { key: 'udig', short: 'u', long: 'udig', group: 'live', status: 'ignored',
    description: 'Capture in user space.' },
  { key: 'k8sApi', short: 'k', long: 'k8s-api', value: 'URL', group: 'live', status: 'ignored',
    description: 'Kubernetes server to ask about pods.' },
  { key: 'k8sApiCert', short: 'K', long: 'k8s-api-cert', value: 'FILE', group: 'live',
    status: 'ignored', description: 'Certificate for the Kubernetes server.' },
  { key: 'nodeName', long: 'node-name', value: 'NAME', group: 'live', status: 'ignored',
    description: 'Only ask about pods of this Kubernetes node.' },
  { key: 'mesosApi', short: 'm', long: 'mesos-api', value: 'URL', group: 'live', status: 'ignored',
    description: 'Mesos server to ask about tasks.' },
];

/** The commands, each a first word; anything else is a capture to read and a filter. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly description: string;
}

export const commands: readonly Command[] = [
  { name: 'install', usage: 'install NAME[@RANGE]|FILE…', description: 'Install chisels, verified.' },
  { name: 'search', usage: 'search WORD…', description: 'Find chisels in the registries.' },
  { name: 'outdated', usage: 'outdated [NAME…]',
    description: 'List installed chisels that have newer versions.' },
  { name: 'update', usage: 'update [NAME…]', description: 'Bring them to their newest versions.' },
  { name: 'rollback', usage: 'rollback NAME…', description: 'Go back to the versions before.' },
  { name: 'audit', usage: 'audit [NAME…]',
    description: 'Ask whether registries still stand for what is installed.' },
  { name: 'uninstall', usage: 'uninstall NAME…', description: 'Remove installed chisels.' },
  { name: 'list', usage: 'list', description: 'List the chisels: installed ones and others.' },
  { name: 'info', usage: 'info NAME', description: 'Describe a chisel and what it may see.' },
  { name: 'import', usage: 'import FILE.lua [ARGS]',
    description: 'Make an installable folder of a Lua script.' },
  { name: 'create', usage: 'create NAME', description: 'Make the folder of a new chisel.' },
  { name: 'dev', usage: 'dev NAME [ARGS] -r FILE', description: 'Run a chisel again at each save.' },
  { name: 'test', usage: 'test NAME [--update]',
    description: 'Compare what a chisel prints with what its tests expect.' },
  { name: 'pack', usage: 'pack NAME', description: 'Make the archive of a chisel.' },
  { name: 'registry', usage: 'registry COMMAND …',
    description: 'Make and keep registries; alone it lists its commands.' },
  { name: 'publish', usage: 'publish CHISEL --registry PLACE',
    description: 'Sign a chisel, a folder or an archive, and publish it.' },
  { name: 'key', usage: 'key create|show|request [NAME]',
    description: 'Make and show the keys that you sign chisels with.' },
  { name: 'explain', usage: 'explain FILTER [-r FILE]',
    description: 'Show how a filter is understood, and what each part rejects.' },
  { name: 'verify', usage: 'verify [NAME…]', description: 'Check installed chisels byte by byte.' },
  { name: 'doctor', usage: 'doctor',
    description: 'Say what live capture lacks on this machine, and the remedy.' },
  { name: 'completion', usage: 'completion bash|zsh|fish',
    description: 'Print a completion script for a shell.' },
  { name: 'help', usage: 'help', description: 'Show this help.' },
];
