import { nsBetween } from '../../bytes/words.ts';
import type { EventTable } from '../../event/event-table.ts';
import type { Event } from '../../state/event.ts';
import { Need } from '../../state/needs.ts';
import { defineFields, type Binding } from '../define-fields.ts';
import { dotted } from '../field-arguments.ts';
import { reserveThreadSlot } from './process-lookup.ts';

const { THREADS, MEMORY } = Need;

/** What belongs to the single thread. */
export const threadFields = defineFields({ class: 'process', needs: THREADS }, [
  {
    name: 'thread.pfmajor',
    type: 'uint64',
    description: 'Page faults of the thread that had to read from disk.',
    needs: MEMORY,
    extract: ({ thread }) => thread?.majorFaults,
  },
  {
    name: 'thread.pfminor',
    type: 'uint64',
    description: 'Page faults of the thread that needed no disk.',
    needs: MEMORY,
    extract: ({ thread }) => thread?.minorFaults,
  },
  {
    name: 'thread.tid',
    type: 'int64',
    format: 'ID',
    description: 'Id of the thread.',
    needs: Need.NONE,
    extract: (event) => event.tid,
    write: (event, out) => {
      out.writeInteger(event.tid);
      return true;
    },
  },
  {
    name: 'thread.ismain',
    type: 'bool',
    description: 'Whether the thread is the main thread of its process.',
    extract: ({ thread }) => thread?.isLeader,
  },
  {
    name: 'thread.exectime',
    remembers: true,
    type: 'reltime',
    description: 'On switch events, the nanoseconds since the previous switch on the same CPU.',
    needs: Need.NONE,
    bind: ({ table }) => ({ extract: createExecTime(table) }),
  },
  {
    name: 'thread.totexectime',
    remembers: true,
    type: 'reltime',
    description: 'Sum of all thread.exectime of the thread so far, in nanoseconds.',
    bind: ({ table }) => bindTotalExecTime(table),
  },
  {
    name: 'thread.cgroups',
    description: 'All control groups of the thread as SUBSYSTEM=PATH, joined with blanks.',
    extract: ({ thread }) =>
      thread?.cgroups.length ? thread.cgroups.map((pair) => pair.join('=')).join(' ') : undefined,
  },
  {
    name: 'thread.cgroup',
    description: 'Path of the control group of the thread for one subsystem.',
    argument: 'required',
    argumentKind: 'thread.cgroup.SUBSYSTEM',
    readArgument: dotted(/[A-Za-z_]+/y),
    bind: (_context, subsystem) => ({
      extract: ({ thread }) => thread?.cgroups.find((pair) => pair[0] === subsystem)?.[1],
    }),
  },
  {
    name: 'thread.vtid',
    type: 'int64',
    format: 'ID',
    description: 'Id of the thread in its own pid namespace.',
    extract: ({ thread }) => (thread && thread.vtid !== -1 ? thread.vtid : undefined),
  },
  {
    name: 'thread.cpu',
    type: 'double',
    needs: Need.CPU_USE,
    format: 'NA',
    description: 'CPU use of the thread in the last second, in percent.',
    bind: ({ table }) => bindCpu(table, true, true),
  },
  {
    name: 'thread.cpu.user',
    type: 'double',
    needs: Need.CPU_USE,
    format: 'NA',
    description: 'CPU use of the thread outside the kernel in the last second, in percent.',
    bind: ({ table }) => bindCpu(table, true, false),
  },
  {
    name: 'thread.cpu.system',
    type: 'double',
    needs: Need.CPU_USE,
    format: 'NA',
    description: 'CPU use of the thread inside the kernel in the last second, in percent.',
    bind: ({ table }) => bindCpu(table, false, true),
  },
  {
    name: 'thread.vmsize',
    type: 'uint64',
    description: 'Virtual memory of the process in KiB on its main thread, 0 on others.',
    needs: MEMORY,
    extract: ({ thread }) => thread && (thread.isLeader ? thread.vmSizeKb : 0),
  },
  {
    name: 'thread.vmrss',
    type: 'uint64',
    description: 'Resident memory of the process in KiB on its main thread, 0 on others.',
    needs: MEMORY,
    extract: ({ thread }) => thread && (thread.isLeader ? thread.vmRssKb : 0),
  },
  {
    name: 'thread.vmsize.b',
    type: 'uint64',
    hidden: true,
    description: 'As thread.vmsize, in bytes.',
    needs: MEMORY,
    extract: ({ thread }) => thread && (thread.isLeader ? thread.vmSizeKb * 1024 : 0),
  },
  {
    name: 'thread.vmrss.b',
    type: 'uint64',
    hidden: true,
    description: 'As thread.vmrss, in bytes.',
    needs: MEMORY,
    extract: ({ thread }) => thread && (thread.isLeader ? thread.vmRssKb * 1024 : 0),
  },
  {
    name: 'thread.nametid',
    hidden: true,
    description: 'Name of the process directly followed by the id of the thread.',
    extract: ({ thread, tid }) => thread && `${thread.comm}${tid}`,
  },
]);

/** Time stamps of the last switch, as halves, two words a CPU. */
function createExecTime(table: EventTable): (event: Event) => number {
  const isSwitch = enterTypes(table, 'switch');
  let last = new Uint32Array(128);
  return (event) => {
    if (!isSwitch[event.typeId]) return 0;
    const at = event.cpu * 2;
    if (at >= last.length) {
      const larger = new Uint32Array(at * 2);
      larger.set(last);
      last = larger;
    }
    const low = last[at] as number;
    const high = last[at + 1] as number;
    last[at] = event.tsLow;
    last[at + 1] = event.tsHigh;
    return low === 0 && high === 0 ? 0 : nsBetween(low, high, event.tsLow, event.tsHigh);
  };
}

function bindTotalExecTime(table: EventTable): Binding {
  const slot = reserveThreadSlot();
  const execTime = createExecTime(table);
  return {
    extract: (event) => {
      const ns = execTime(event);
      const { thread } = event;
      if (!thread) return undefined;
      thread.slots ??= [];
      return (thread.slots[slot] = (thread.slots[slot] ?? 0) + ns);
    },
  };
}

/** Procinfo events carry the percent used so far, in user mode and in the kernel. */
function bindCpu(table: EventTable, user: boolean, system: boolean): Binding {
  const slot = reserveThreadSlot();
  const isProcinfo = enterTypes(table, 'procinfo');
  return {
    appliesTo: (type) => type.name === 'procinfo',
    extract: (event) => {
      const { thread } = event;
      if (!thread || !isProcinfo[event.typeId]) return undefined;
      const total = (user ? ticks(event, 0) : 0) + (system ? ticks(event, 1) : 0);
      thread.slots ??= [];
      const before = thread.slots[slot] ?? 0;
      thread.slots[slot] = total;
      if (before === 0) return 0;
      return total < before ? 100 : Math.min(total - before, 100);
    },
  };
}

function ticks(event: Event, param: number): number {
  return Number(event.unsigned(param));
}

/** Marks the enter types of a name, by id. */
function enterTypes(table: EventTable, name: string): Uint8Array {
  const marks = new Uint8Array(table.types.length);
  for (const type of table.named(name)) if ((type.id & 1) === 0) marks[type.id] = 1;
  return marks;
}
