import type { FdTableEntry, StartTables } from '@chisel/core/event/source.ts';
import { readFdRecords } from './fd-records.ts';
import { readGroups, readInterfaces, readMachine, readUsers } from './read-machine.ts';
import { readProcesses } from './read-processes.ts';

/** The state of the machine now: what is known before the first event. */
export function scan(bootNs: bigint, openFiles: Buffer): StartTables {
  const threads = readProcesses();
  const fds = readFdRecords(openFiles);
  return {
    machine: readMachine(bootNs),
    interfaces: readInterfaces(),
    users: readUsers(),
    groups: readGroups(),
    threads,
    fds: [...fds].map(([tid, entries]: [number, FdTableEntry[]]) => ({ tid, entries })),
  };
}
