import type { EventTable } from '../event/event-table.ts';
import type {
  GroupEntry,
  InterfaceEntry,
  MachineInfo,
  StartTables,
  UserEntry,
} from '../event/source.ts';
import type { Event } from './event.ts';
import type { FdEntry } from './fd-entry.ts';
import type { Thread } from './thread.ts';

export class State {
  readonly table: EventTable;
  readonly needs: number;
  machine: MachineInfo | undefined = undefined;
  interfaces: readonly InterfaceEntry[] = [];
  readonly users: Map<number, UserEntry> = new Map<number, UserEntry>();
  readonly groups: Map<number, GroupEntry> = new Map<number, GroupEntry>();
  readonly threads: Map<number, Thread> = new Map<number, Thread>();

  constructor(table: EventTable, needs: number) {
    this.table = table;
    this.needs = needs;
  }

  load(_tables: StartTables): void {}
  prepare(_event: Event): void {}
  apply(_event: Event): boolean {
    return true;
  }
  reject(_event: Event): void {}
  finish(_event: Event): void {}
  threadOf(tid: number): Thread | undefined {
    return this.threads.get(tid);
  }
  leaderOf(thread: Thread): Thread {
    return thread;
  }
  fdOf(_thread: Thread, _fd: number): FdEntry | undefined {
    return undefined;
  }
  cwdOf(_thread: Thread): string {
    return '';
  }
}
