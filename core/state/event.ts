import { EventRecord } from '../event/event-record.ts';
import type { EventTable } from '../event/event-table.ts';
import type { FdEntry } from './fd-entry.ts';
import type { State } from './state.ts';
import type { Thread } from './thread.ts';

/**
 * The event at hand: its bytes and what the state knows about it. There is one of these in a run;
 * the pipeline moves it, the state fills in its context, everybody else only reads.
 */
export class Event extends EventRecord {
  readonly state: State;
  /** Number of the event in the run, from 1, counting events that are not shown. */
  num = 0;
  /** Time stamp of the capture's first event, hidden or not; set by the pipeline. */
  firstTsLow = 0;
  firstTsHigh = 0;
  /** Who did it; undefined for events that belong to no thread, or when nobody asked for threads. */
  thread: Thread | undefined = undefined;
  /** What it was done to: the table entry of the event's fd. */
  fd: FdEntry | undefined = undefined;
  /** errno of a failed call, 0 otherwise. */
  errorCode = 0;
  /** Whether the event gave its fd another name. */
  fdNameChanged = false;

  constructor(table: EventTable, state: State) {
    super(table);
    this.state = state;
  }
}
