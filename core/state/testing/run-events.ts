import { emptyFd, emptyThread } from '../../event/empty-entries.ts';
import { EventTable, type Edition } from '../../event/event-table.ts';
import type { FdTableEntry, StartTables, ThreadEntry } from '../../event/source.ts';
import { Event } from '../event.ts';
import { Need } from '../needs.ts';
import { State } from '../state.ts';
import { buildBlock, type EventText } from './event-bytes.ts';

const tables = { classic: new EventTable('classic'), newest: new EventTable('newest') };

/** A state fed with built events; the events' own values can be asked for after each of them. */
export class Machine {
  readonly state: State;
  readonly event: Event;
  /** What `apply` said of the latest event. */
  shown = true;

  constructor(
    start: Partial<StartTables> = {},
    edition: Edition = 'classic',
    needs: number = Need.ALL,
  ) {
    this.state = new State(tables[edition], needs);
    this.event = new Event(tables[edition], this.state);
    this.state.load(startTables(start));
  }

  /** Feeds events one after the other. */
  feed(...events: EventText[]): this {
    const block = buildBlock(this.state.table, events);
    for (let i = 0; i < block.count; i++) {
      this.event.seek(block, i);
      this.state.prepare(this.event);
      this.shown = this.state.apply(this.event);
      if (this.shown) this.state.finish(this.event);
    }
    return this;
  }

  /** The name of an fd of a thread, undefined when it has no such fd. */
  fdName(fd: number, tid = 100): string | undefined {
    const thread = this.state.threadOf(tid);
    return thread && this.state.fdTableOf(thread)?.get(fd)?.name;
  }
}

/** The tables at the head of a capture with only what a test is about. */
export function startTables(start: Partial<StartTables>): StartTables {
  return {
    machine: undefined,
    interfaces: [],
    users: [],
    groups: [],
    threads: [],
    fds: [],
    ...start,
  };
}

/** A row of the process list with only what a test is about. */
export function threadEntry(tid: number, entry: Partial<ThreadEntry> = {}): ThreadEntry {
  return {
    ...emptyThread(),
    tid,
    pid: tid,
    ptid: 1,
    sid: tid,
    vpgid: tid,
    vtid: tid,
    vpid: tid,
    comm: 'test',
    exe: 'test',
    exepath: '/bin/test',
    cwd: '/home/me',
    root: '/',
    fdLimit: 1024,
    loginuid: 0,
    ...entry,
  };
}

/** A row of an fd list with only what a test is about. */
export function fdEntry(fd: number, type: number, entry: Partial<FdTableEntry> = {}): FdTableEntry {
  return { ...emptyFd(), fd, type, ...entry };
}
