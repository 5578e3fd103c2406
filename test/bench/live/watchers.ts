/** A program that watches every system call of a copy, or of the whole machine. */
export interface Watcher {
  readonly name: string;
  readonly measures: string;
  /** What to run; `chisel` is ours. `{OUT}` is a file that may be written. */
  readonly command: readonly string[];
  /** It runs the copy itself, instead of being there while it runs. */
  readonly wraps: boolean;
  /** The copy is shorter by so much, as it takes so long; what is compared is the time for each byte. */
  readonly shorterBy: number;
  /** How many times as long the copy may take, where there is a goal. */
  readonly goal?: number;
}

const beside = { wraps: false, shorterBy: 1 };

export const watchers: readonly Watcher[] = [
  {
    ...beside,
    name: 'chisel -w',
    measures: 'What it costs a program of small reads and writes when everything is saved.',
    command: ['chisel', '-w', '{OUT}'],
    goal: 3,
  },
  {
    ...beside,
    name: 'chisel -c topfiles',
    measures: 'The same when a chisel adds up reads and writes by file.',
    command: ['chisel', '-c', 'topfiles'],
    goal: 2.2,
  },
  {
    ...beside,
    name: 'chisel, another process',
    measures: 'The same when only a process of another name is looked at.',
    command: ['chisel', 'proc.name=nosuchprocess'],
    goal: 1.7,
  },
  {
    ...beside,
    name: 'chisel, exits of another',
    measures: 'The same when only the exits of its calls are looked at.',
    command: ['chisel', 'proc.name=nosuchprocess and evt.dir=<'],
  },
  {
    ...beside,
    name: 'bpftrace counts calls',
    measures: 'The same while bpftrace counts the calls of the machine, without looking at them.',
    command: ['bpftrace', '-e', 'tracepoint:raw_syscalls:sys_enter { @ = count(); }'],
  },
  {
    name: 'perf trace -s',
    measures: 'The same under perf trace, which only adds up.',
    command: ['perf', 'trace', '-s', '-o', '{OUT}'],
    wraps: true,
    shorterBy: 10,
  },
  {
    name: 'strace -f',
    measures: 'The same under strace, which writes what it sees to nowhere.',
    command: ['strace', '-f', '-o', '/dev/null'],
    wraps: true,
    shorterBy: 50,
  },
];
