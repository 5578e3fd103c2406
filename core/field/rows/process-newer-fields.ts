import { unsigned64, type Integer } from '../../bytes/words.ts';
import { capabilityNames } from '../../event/constants.ts';
import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import type { Thread } from '../../state/thread.ts';
import { defineFields, type FieldSpec } from '../define-fields.ts';
import { fdTypeText } from './fd-fields.ts';
import type { FieldValue } from '../field.ts';
import { lifetime, ofParent } from './process-fields.ts';
import { groupLeader } from './process-lookup.ts';

const leaderParts = {
  name: ['Name', (leader: Thread) => leader.comm],
  exe: ['First word of the command line', (leader: Thread) => leader.exe],
  exepath: ['Full path of the executable file', (leader: Thread) => leader.exepath],
} as const;

/** Fields of the process that the reference does not know. */
export const processNewerFields = defineFields(
  { class: 'process', needs: Need.THREADS, classic: false },
  [
    {
      name: 'proc.pexe',
      description: 'First word of the command line of the parent process.',
      extract: ofParent((parent) => parent.exe),
    },
    {
      name: 'proc.pexepath',
      description: 'Full path of the executable file of the parent process.',
      extract: ofParent((parent) => parent.exepath),
    },
    {
      name: 'proc.pvpid',
      type: 'int64',
      format: 'ID',
      description: 'Id of the parent process in its own pid namespace.',
      extract: ofParent((parent) => parent.vpid),
    },
    {
      name: 'proc.cmdnargs',
      type: 'uint64',
      description: 'How many arguments the process has.',
      extract: ({ thread }) => thread?.args.length,
    },
    {
      name: 'proc.cmdlenargs',
      type: 'uint64',
      description: 'How many characters the arguments of the process have together.',
      extract: ({ thread }) => thread?.args.reduce((sum, { length }) => sum + length, 0),
    },
    ...groupFields('sid', 'session', ['exe', 'exepath']),
    leaderField('proc.is_sid_leader', 'session', ({ sid, vpid }) => sid === vpid),
    id('proc.pgid', 'Id of the process group.', ({ pgid }) => pgid),
    ...groupFields('pgid', 'process group', ['name', 'exe', 'exepath']),
    leaderField('proc.is_pgid_leader', 'process group', ({ pgid, pid }) => pgid === pid),
    ...groupFields('vpgid', 'process group', ['name', 'exe', 'exepath']),
    leaderField('proc.is_vpgid_leader', 'process group', ({ vpgid, vpid }) => vpgid === vpid),
    {
      name: 'proc.ppid.duration',
      type: 'reltime',
      description: 'Nanoseconds since the parent process was created, if the capture saw that.',
      extract: ofParent((parent, event) => lifetime(event, parent)),
    },
    {
      name: 'proc.pid.ts',
      type: 'reltime',
      description: 'When the process was created, in ns since 1970, if the capture saw that.',
      extract: ({ thread }) => thread && createdNs(thread),
    },
    {
      name: 'proc.ppid.ts',
      type: 'reltime',
      description:
        'When the parent process was created, in ns since 1970, if the capture saw that.',
      extract: ofParent(createdNs),
    },
    flag(
      'proc.is_exe_upper_layer',
      'is in the writable layer of an overlay',
      (t) => t.exeUpperLayer,
    ),
    flag(
      'proc.is_exe_lower_layer',
      'is in a read-only layer of an overlay',
      (t) => t.exeLowerLayer,
    ),
    flag('proc.is_exe_from_memfd', 'exists in memory only', (t) => t.exeFromMemfd),
    {
      name: 'proc.exe_ino',
      type: 'int64',
      description: 'Number of the inode of the executable file.',
      extract: ({ thread }) => thread && nonZero(thread.exeIno),
    },
    {
      name: 'proc.exe_ino.ctime',
      type: 'abstime',
      description: 'When the status of the executable file changed last, in ns since 1970.',
      extract: ({ thread }) => thread && nonZero(thread.exeCtimeNs),
    },
    {
      name: 'proc.exe_ino.mtime',
      type: 'abstime',
      description: 'When the executable file was written last, in ns since 1970.',
      extract: ({ thread }) => thread && nonZero(thread.exeMtimeNs),
    },
    {
      name: 'proc.exe_ino.ctime_duration_proc_start',
      type: 'abstime',
      description:
        'Nanoseconds from the last change of the executable file to the start of the process.',
      extract: ({ thread }) =>
        thread && thread.exeCtimeNs !== 0n
          ? later(thread.exeCtimeNs, BigInt(createdNs(thread) ?? 0))
          : undefined,
    },
    {
      name: 'proc.exe_ino.ctime_duration_pidns_start',
      type: 'abstime',
      description:
        'Nanoseconds from the start of the pid namespace to the last change of the executable file.',
      extract: ({ thread }) =>
        thread && thread.pidnsInitStartNs !== 0n
          ? later(thread.pidnsInitStartNs, thread.exeCtimeNs)
          : undefined,
    },
    {
      name: 'proc.pidns_init_start_ts',
      type: 'uint64',
      description: 'When the pid namespace of the process began, in ns since 1970.',
      extract: ({ thread }) => thread && nonZero(thread.pidnsInitStartNs),
    },
    capabilities('permitted', 'that it may use', (thread) => thread.capPermitted),
    capabilities('inheritable', 'that it may pass on', (thread) => thread.capInheritable),
    capabilities('effective', 'in force', (thread) => thread.capEffective),
    ...['stdin', 'stdout', 'stderr'].flatMap(standardFields),
  ],
);

function id(name: string, description: string, value: (thread: Thread) => FieldValue): FieldSpec {
  return {
    name,
    type: 'int64',
    format: 'ID',
    description,
    extract: ({ thread }) => thread && value(thread),
  };
}

function groupFields(
  key: 'sid' | 'pgid' | 'vpgid',
  what: string,
  parts: readonly (keyof typeof leaderParts)[],
): FieldSpec[] {
  return parts.map((part) => {
    const [title, value] = leaderParts[part];
    return {
      name: `proc.${key}.${part}`,
      description: `${title} of the process that leads the ${what}.`,
      extract: ({ thread, state }) => {
        const leader = thread && groupLeader(state, thread, key);
        return leader && value(leader);
      },
    };
  });
}

function leaderField(name: string, what: string, test: (thread: Thread) => boolean): FieldSpec {
  return {
    name,
    type: 'bool',
    description: `Whether the process leads its ${what}.`,
    extract: ({ thread }) => thread && test(thread),
  };
}

function flag(name: string, what: string, test: (thread: Thread) => boolean): FieldSpec {
  return {
    name,
    type: 'bool',
    description: `Whether the executable file ${what}.`,
    extract: ({ thread }) => thread && test(thread),
  };
}

function createdNs({ cloneTsLow, cloneTsHigh }: Thread): Integer | undefined {
  return cloneTsLow === 0 && cloneTsHigh === 0 ? undefined : unsigned64(cloneTsLow, cloneTsHigh);
}

function nonZero(value: bigint): bigint | undefined {
  return value === 0n ? undefined : value;
}

function later(from: bigint, to: bigint): bigint | undefined {
  return to > from ? to - from : undefined;
}

function capabilities(kind: string, what: string, set: (thread: Thread) => bigint): FieldSpec {
  return {
    name: `thread.cap_${kind}`,
    description: `Names of the capabilities of the thread ${what}, joined with blanks.`,
    extract: ({ thread }) => thread && capabilityText(set(thread)),
  };
}

function capabilityText(bits: bigint): string {
  const names: string[] = [];
  for (const [bit, name] of capabilityNames) if ((bits >> BigInt(bit)) & 1n) names.push(name);
  return names.join(' ');
}

function standardFields(name: string, fd: number): FieldSpec[] {
  const entry = ({ thread, state }: Event) => thread && state.fdTableOf(thread)?.get(fd);
  return [
    {
      name: `proc.${name}.type`,
      description: `Kind of what is open as ${name} of the process.`,
      needs: Need.FDS,
      extract: (event) => {
        const found = entry(event);
        return found && fdTypeText(found.type, 'newest');
      },
    },
    {
      name: `proc.${name}.name`,
      description: `Name of what is open as ${name} of the process.`,
      needs: Need.FDS,
      extract: (event) => entry(event)?.name,
    },
  ];
}
