import type { Recorder } from '@chisel/core/consumer.ts';
import { DumpFlag } from '@chisel/core/event/event-block.ts';
import { EventFlag, isEnter, type EventTable } from '@chisel/core/event/event-table.ts';
import type { SectionStart, StartTables } from '@chisel/core/event/source.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { exportTables } from '@chisel/core/state/export-tables.ts';
import { Need } from '@chisel/core/state/needs.ts';
import type { State } from '@chisel/core/state/state.ts';
import { BlockWriter } from './block-writer.ts';
import type { CaptureTarget } from './capture-target.ts';
import { ContainerEvents } from './container-events.ts';
import { frameEvent } from './frame-event.ts';
import { PendingEnters } from './pending-enters.ts';
import { StateJournal } from './state-journal.ts';
import { tablesForReaders } from './tables-for-readers.ts';
import { writeTables } from './write-tables.ts';

const TRANSFERS = EventFlag.READS_FROM_FD | EventFlag.WRITES_TO_FD;

export interface RecorderOptions {
  readonly table: EventTable;
  readonly target: CaptureTarget;
  readonly live: boolean;
  /** Whether there is a filter: else what the pipeline rejects is written as well. */
  readonly filtered: boolean;
  /** Whether all that changes state is written, hidden, and not only what written events need. */
  readonly fat: boolean;
  /** Whether internal events are written whatever the filter says. */
  readonly keepsInternal: boolean;
  /** Writes an event as a block, when it is not written as it is. */
  readonly frame?: (out: BlockWriter, event: Event, dumpFlags: number) => void;
  /** Told of an event that passes before it is written. */
  readonly onEvent?: (event: Event) => void;
  /** How much of what rejected events changed is kept in memory. */
  readonly journalBytes?: number;
  /** Changes the tables of a head before they are written. */
  readonly editTables: (tables: StartTables, state: State) => StartTables;
}

/** Records event by event: what a filter lets pass, into files that each begin with the state so far. */
export class CaptureRecorder implements Recorder {
  readonly name = 'capture recorder';
  readonly needs = Need.ALL;
  readonly types: Uint8Array;
  readonly wantsUnknown = true;
  readonly #options: RecorderOptions;
  readonly #target: CaptureTarget;
  readonly #internal: Uint8Array;
  /** By event id, 1 for the ends of reads and writes. */
  readonly #transfers: Uint8Array;
  readonly #frameAs: NonNullable<RecorderOptions['frame']>;
  readonly #framed = new BlockWriter();
  readonly #containers = new ContainerEvents();
  readonly #journal: StateJournal;
  readonly #enters: PendingEnters;
  #state!: State;
  /** The head of the file that is due; it begins when an event is written. */
  #nextHead: Uint8Array | undefined;
  /** Whether nothing but containers has been written behind the head. */
  #atHead = true;

  constructor(options: RecorderOptions) {
    const { types } = options.table;
    this.#options = options;
    this.#target = options.target;
    this.types = new Uint8Array(types.length).fill(1);
    this.#transfers = Uint8Array.from(types, ({ flags }) => Number((flags & TRANSFERS) !== 0));
    const { keepsInternal, frame = frameEvent } = options;
    this.#frameAs = frame;
    this.#journal = new StateJournal(options.journalBytes);
    this.#enters = new PendingEnters((out, event) =>
      frame(out, event, event.dumpFlags | DumpFlag.STATE_ONLY),
    );
    this.#internal = Uint8Array.from(types, ({ category }) =>
      Number(keepsInternal && category === 'internal'),
    );
  }

  sectionStart(section: SectionStart, state: State): void {
    this.#state = state;
    this.#atHead = true;
    this.#nextHead = undefined;
    this.#containers.clear();
    this.#target.begin(this.#head(section.tables), false);
  }

  /** Before an event changes the state: that is the state with which a file begins. */
  before(tsLow: number, tsHigh: number): void {
    if (this.#nextHead !== undefined || !this.#target.isDue(tsLow, tsHigh)) return;
    this.#nextHead = this.#head(exportTables(this.#state));
  }

  accept(event: Event): void {
    this.#beginDue();
    this.#options.onEvent?.(event);
    if (this.#options.filtered) this.#writeNeeded(event);
    this.#write(event, event.dumpFlags, true);
    this.#enters.forget(event);
  }

  reject(event: Event): void {
    const { filtered, fat } = this.#options;
    const isContainer = ContainerEvents.describes(event);
    const isInternal = this.#internal[event.typeId] !== 0;
    const changesState = (event.type.flags & EventFlag.MODIFIES_STATE) !== 0;
    const hidden = event.dumpFlags | DumpFlag.STATE_ONLY;
    // Containers at the head of a section are part of its tables.
    if (isContainer && this.#atHead) this.#write(event, event.dumpFlags, false);
    else if (!filtered || isInternal) this.#write(event, event.dumpFlags, true);
    else if (changesState && (fat || isContainer)) this.#write(event, hidden, fat);
    else if (changesState && this.#transfers[event.typeId] !== 0) this.#keepTransfer(event, hidden);
    else if (changesState) this.#keep(event, hidden);
    else this.#enters.skip(event);
  }

  blockEnd(): Promise<void> | undefined {
    return this.#target.drained();
  }

  end(): Promise<void> {
    this.#target.flush();
    return Promise.resolve();
  }

  /** The start of a section whose first event is the one that comes next. */
  #head(tables: StartTables): Uint8Array {
    const { editTables, table, live } = this.#options;
    this.#journal.clear();
    this.#enters.clear();
    const out = new BlockWriter();
    const edited = editTables(tables, this.#state);
    writeTables(out, tablesForReaders(edited, { edition: table.edition, live }));
    for (const framed of this.#containers.values()) out.raw(framed);
    return out.written();
  }

  /** What a reader of the file has to know about the process of an event, and the call it is of. */
  #writeNeeded(event: Event): void {
    const write = (framed: Uint8Array): void => this.#writeFramed(framed, event, false);
    this.#journal.involve(event, this.#state, write);
    const enter = this.#enters.find(event);
    if (enter !== undefined) write(enter);
  }

  /** Of reads and writes, few change anything: those from which a socket or its addresses are known. */
  #keepTransfer(event: Event, dumpFlags: number): void {
    const { fd, thread, fdNameChanged } = event;
    const isNew = isEnter(event.typeId) && fd !== thread?.enterFd;
    if (!isNew && !fdNameChanged) {
      this.#enters.skip(event);
      return;
    }
    const enter = this.#enters.find(event);
    if (enter !== undefined) this.#keepFramed(event, enter);
    this.#keep(event, dumpFlags);
  }

  /** Leaves an event that only changes state until it is known whether anybody needs it. */
  #keep(event: Event, dumpFlags: number): void {
    this.#enters.forget(event);
    this.#frame(event, dumpFlags);
    this.#keepFramed(event, this.#framed.written());
  }

  #keepFramed(event: Event, framed: Uint8Array): void {
    if (this.#journal.isInvolved(event)) {
      this.#beginDue();
      this.#writeFramed(framed, event, false);
      this.#atHead = false;
      return;
    }
    if (!this.#journal.add(event, framed) || this.#journal.forgetEnded(this.#state)) return;
    this.#beginDue();
    this.#journal.writeAll((kept) => this.#writeFramed(kept, event, false));
  }

  #beginDue(): void {
    if (this.#nextHead === undefined) return;
    this.#target.begin(this.#nextHead, true);
    this.#nextHead = undefined;
  }

  #write(event: Event, dumpFlags: number, counts: boolean): void {
    this.#beginDue();
    this.#frame(event, dumpFlags);
    this.#writeFramed(this.#framed.written(), event, counts);
    if (ContainerEvents.describes(event)) this.#containers.keep(event, this.#framed.written());
    else this.#atHead = false;
  }

  #frame(event: Event, dumpFlags: number): void {
    this.#framed.length = 0;
    this.#frameAs(this.#framed, event, dumpFlags);
  }

  #writeFramed(framed: Uint8Array, { tsLow, tsHigh }: Event, counts: boolean): void {
    this.#target.write(framed, counts, tsLow, tsHigh);
  }
}
