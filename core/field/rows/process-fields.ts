import { nsBetween } from '../../bytes/words.ts';
import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import { Category, type Thread } from '../../state/thread.ts';
import { defineFields, type Extract, type Write } from '../define-fields.ts';
import type { FieldValue } from '../field.ts';
import { ancestors, commandLine, groupLeader, mainThread } from './process-lookup.ts';

const { THREADS, FDS, MEMORY } = Need;

/** What a process is called, where it came from and what it uses. */
export const processFields = defineFields({ class: 'process', needs: THREADS }, [
  {
    name: 'proc.pid',
    type: 'int64',
    format: 'ID',
    description: 'Id of the process.',
    extract: ({ thread }) => thread?.pid,
    write: writeInteger(({ thread }) => thread?.pid),
  },
  {
    name: 'proc.exe',
    description: 'First word of the command line, as the caller of execve gave it.',
    extract: ({ thread }) => thread?.exe,
  },
  {
    name: 'proc.name',
    description: 'Short name of the program, without directories.',
    extract: ({ thread }) => thread?.comm,
    write: ({ thread }, out) => {
      if (!thread) return false;
      out.writeText(thread.comm);
      return true;
    },
  },
  {
    name: 'proc.cmdline',
    description: 'Name and arguments of the process, joined with blanks.',
    extract: ({ thread }) => thread && commandLine(thread),
  },
  {
    name: 'proc.exeline',
    description: 'First word of the command line and the arguments, joined with blanks.',
    extract: ({ thread }) => thread && `${thread.exe} ${thread.args.join(' ')}`,
  },
  {
    name: 'proc.cwd',
    description: 'Current working directory, ending in a slash.',
    // It can be changed to that of an fd, which programs can be started from, too.
    needs: FDS,
    extract: ({ thread, state }) => thread && state.cwdOf(thread),
  },
  {
    name: 'proc.nthreads',
    type: 'uint32',
    description: 'How many threads the process has, the main thread included.',
    extract: ofMainThread((main) => main.childCount + 1),
  },
  {
    name: 'proc.nchilds',
    type: 'uint32',
    description: 'How many threads the process has besides the main thread.',
    extract: ({ thread }) => thread?.childCount,
  },
  {
    name: 'proc.ppid',
    type: 'int64',
    format: 'ID',
    description: 'Id of the parent process.',
    extract: ofMainThread((main) => main.ptid),
  },
  {
    name: 'proc.pname',
    description: 'Name of the parent process.',
    extract: ofParent((parent) => parent.comm),
  },
  {
    name: 'proc.pcmdline',
    description: 'Name and arguments of the parent process, joined with blanks.',
    extract: ofParent(commandLine),
  },
  {
    name: 'proc.loginshellid',
    type: 'int64',
    format: 'ID',
    description: 'Process id of the oldest shell among the process and its ancestors.',
    extract: ofMainThread(loginShell),
  },
  {
    name: 'proc.duration',
    type: 'reltime',
    description: 'Nanoseconds since the process was created, if the capture saw that.',
    extract: (event) => event.thread && lifetime(event, event.thread),
  },
  {
    name: 'proc.fdopencount',
    type: 'uint64',
    description: 'How many file descriptors the process has open.',
    needs: FDS,
    extract: ofMainThread((main, { state }) => state.fdTableOf(main)?.size ?? 0),
  },
  {
    name: 'proc.fdlimit',
    type: 'int64',
    description: 'How many file descriptors the process may open.',
    extract: ofMainThread((main) => main.fdLimit),
  },
  {
    name: 'proc.fdusage',
    type: 'double',
    format: 'DEC',
    description: 'Open file descriptors in percent of the limit.',
    needs: FDS,
    extract: ofMainThread(fdUsage),
  },
  {
    name: 'proc.vmsize',
    type: 'uint64',
    description: 'Virtual memory of the process in KiB.',
    needs: MEMORY,
    extract: ({ thread }) => thread?.vmSizeKb,
  },
  {
    name: 'proc.vmrss',
    type: 'uint64',
    description: 'Memory of the process that is resident, in KiB.',
    needs: MEMORY,
    extract: ({ thread }) => thread?.vmRssKb,
  },
  {
    name: 'proc.vmswap',
    type: 'uint64',
    description: 'Memory of the process that is swapped out, in KiB.',
    needs: MEMORY,
    extract: ({ thread }) => thread?.vmSwapKb,
  },
  {
    name: 'proc.vpid',
    type: 'int64',
    format: 'ID',
    description: 'Id of the process in its own pid namespace.',
    extract: ({ thread }) => (thread && thread.vpid !== -1 ? thread.vpid : undefined),
  },
  {
    name: 'proc.sid',
    type: 'int64',
    format: 'ID',
    description: 'Id of the session the process belongs to.',
    extract: ({ thread }) => thread?.sid,
  },
  {
    name: 'proc.sname',
    description: 'Name of the process that leads the session.',
    extract: ({ thread, state }) => thread && groupLeader(state, thread, 'sid')?.comm,
  },
  {
    name: 'proc.tty',
    type: 'int32',
    format: 'ID',
    description: 'Number of the controlling terminal, 0 when there is none.',
    extract: ({ thread }) => thread && thread.tty | 0,
  },
  {
    name: 'proc.exepath',
    description: 'Full path of the executable file.',
    needs: FDS,
    extract: ({ thread }) => thread?.exepath,
  },
  {
    name: 'proc.vpgid',
    type: 'int64',
    format: 'ID',
    description: 'Id of the process group in the own pid namespace.',
    extract: ({ thread }) => thread?.vpgid,
  },
  {
    name: 'proc.is_container_healthcheck',
    type: 'bool',
    description: 'Whether the process runs as the health check of its container.',
    needs: Need.CONTAINERS,
    extract: ({ thread }) => thread && thread.category === Category.HEALTHCHECK,
  },
  {
    name: 'proc.is_container_liveness_probe',
    type: 'bool',
    description: 'Whether the process runs as the liveness probe of its container.',
    needs: Need.CONTAINERS,
    extract: ({ thread }) => thread && thread.category === Category.LIVENESS_PROBE,
  },
  {
    name: 'proc.is_container_readiness_probe',
    type: 'bool',
    description: 'Whether the process runs as the readiness probe of its container.',
    needs: Need.CONTAINERS,
    extract: ({ thread }) => thread && thread.category === Category.READINESS_PROBE,
  },
  {
    name: 'proc.is_exe_writable',
    type: 'bool',
    description: 'Whether the user of the process may write to its executable file.',
    extract: ({ thread }) => thread?.exeWritable,
  },
]);

/** A number that may be absent, as decimal text. */
export function writeInteger(extract: (event: Event) => number | undefined): Write {
  return (event, out) => {
    const value = extract(event);
    if (value === undefined) return false;
    out.writeInteger(value);
    return true;
  };
}

/** A value of the main thread of the event's process. */
function ofMainThread(value: (main: Thread, event: Event) => FieldValue | undefined): Extract {
  return (event) => {
    const main = event.thread && mainThread(event.state, event.thread);
    return main && value(main, event);
  };
}

/** A value of the thread that the event's thread names as its parent. */
export function ofParent(value: (parent: Thread, event: Event) => FieldValue | undefined): Extract {
  return (event) => {
    const parent = event.thread && event.state.parentOf(event.thread);
    return parent && value(parent, event);
  };
}

/** Nanoseconds from a thread's creation to the event; undefined when it was not seen. */
export function lifetime(event: Event, thread: Thread): number | undefined {
  const { cloneTsLow, cloneTsHigh } = thread;
  if (cloneTsLow === 0 && cloneTsHigh === 0) return undefined;
  return nsBetween(cloneTsLow, cloneTsHigh, event.tsLow, event.tsHigh);
}

const lineage: Thread[] = [];

function loginShell(main: Thread, event: Event): number | undefined {
  let shell = main.comm.endsWith('sh') ? main.pid : undefined;
  for (const parent of ancestors(event.state, main, lineage)) {
    if (parent.comm.endsWith('sh')) shell = parent.pid;
  }
  return shell;
}

function fdUsage(main: Thread, { state }: Event): number {
  if (main.fdLimit <= 0) return 0;
  return Math.min(((state.fdTableOf(main)?.size ?? 0) * 100) / main.fdLimit, 100);
}
