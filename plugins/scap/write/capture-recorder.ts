import type { Recorder } from '@chisel/core/consumer.ts';
import { DumpFlag } from '@chisel/core/event/event-block.ts';
import {
  EventFlag,
  isEnter,
  type EventTable,
  type EventType,
} from '@chisel/core/event/event-table.ts';
import type { SectionStart, StartTables } from '@chisel/core/event/source.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { exportTables } from '@chisel/core/state/export-tables.ts';
import { Need } from '@chisel/core/state/needs.ts';
import type { State } from '@chisel/core/state/state.ts';
import { BlockWriter } from './block-writer.ts';
import type { CaptureTarget } from './capture-target.ts';
import { ContainerEvents } from './container-events.ts';
import { frameEvent, standingFrame } from './frame-event.ts';
import { PendingEnters, type Frame } from './pending-enters.ts';
import { StateJournal } from './state-journal.ts';
import { tablesForReaders } from './tables-for-readers.ts';
import { writeTables } from './write-tables.ts';

const TRANSFERS = EventFlag.READS_FROM_FD | EventFlag.WRITES_TO_FD;
/** Whether sockets are connected, no table tells. */
const FOR_HEADS = (Need.ALL & ~Need.CONNECTED) | Need.FDS;
/** What only the tables at the head of a later file tell of threads need not be kept for one file. */
const WITHOUT_HEADS = (FOR_HEADS & ~(Need.MEMORY | Need.ACTIVITY)) | Need.FDS;
/** What matters of an event's type when it does not pass. */
const Kind = { CONTAINER: 1, KEPT: 2, CHANGES_STATE: 4, TRANSFER: 8 } as const;

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
  readonly frame?: Frame;
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
  readonly needs: number;
  readonly before?: (tsLow: number, tsHigh: number) => void;
  readonly types: Uint8Array;
  readonly wantsUnknown = true;
  readonly #options: RecorderOptions;
  readonly #target: CaptureTarget;
  /** By event id, bits of `Kind`. */
  readonly #kinds: Uint8Array;
  readonly #frameAs: Frame;
  /** Whether a block that stands around an event is written as it is. */
  readonly #mayStand: boolean;
  readonly #framed = new BlockWriter();
  readonly #containers = new ContainerEvents();
  readonly #journal: StateJournal;
  readonly #enters: PendingEnters;
  #state!: State;
  /** When the event happened for which others are written. */
  #tsLow = 0;
  #tsHigh = 0;
  readonly #writeHidden = (bytes: Uint8Array, from: number, to: number): void => {
    this.#target.write(bytes, from, to, false, this.#tsLow, this.#tsHigh);
  };
  /** The head of the file that is due; it begins when an event is written. */
  #nextHead: Uint8Array | undefined;
  /** Whether nothing but containers has been written behind the head. */
  #atHead = true;

  constructor(options: RecorderOptions) {
    const { types } = options.table;
    this.#options = options;
    this.#target = options.target;
    this.needs = options.target.cycles ? FOR_HEADS : WITHOUT_HEADS;
    if (options.target.cycles) {
      this.before = (tsLow, tsHigh) => {
        this.#prepareHead(tsLow, tsHigh);
      };
    }
    this.types = new Uint8Array(types.length).fill(1);
    const { keepsInternal, frame = frameEvent } = options;
    this.#kinds = Uint8Array.from(types, (type) => kindOf(type, keepsInternal));
    this.#frameAs = frame;
    this.#mayStand = options.frame === undefined;
    this.#journal = new StateJournal(options.journalBytes);
    this.#enters = new PendingEnters(options.table, frame);
  }

  sectionStart(section: SectionStart, state: State): void {
    this.#state = state;
    this.#atHead = true;
    this.#nextHead = undefined;
    this.#containers.clear();
    this.#target.begin(this.#head(section.tables), false);
  }

  /** Before an event changes the state: that is the state with which a file begins. */
  #prepareHead(tsLow: number, tsHigh: number): void {
    if (this.#nextHead !== undefined || !this.#target.isDue(tsLow, tsHigh)) return;
    this.#nextHead = this.#head(exportTables(this.#state));
  }

  accept(event: Event): void {
    this.#beginDue();
    this.#options.onEvent?.(event);
    if (this.#options.filtered) this.#writeNeeded(event);
    this.#write(event, event.dumpFlags, true);
    if (this.#options.filtered) this.#enters.forget(event);
  }

  reject(event: Event): void {
    const kind = this.#kinds[event.typeId] ?? 0;
    const { filtered, fat } = this.#options;
    const hidden = event.dumpFlags | DumpFlag.STATE_ONLY;
    const isContainer = (kind & Kind.CONTAINER) !== 0;
    const changesState = (kind & Kind.CHANGES_STATE) !== 0;
    // Containers at the head of a section are part of its tables.
    if (isContainer && this.#atHead) this.#write(event, event.dumpFlags, false);
    else if (!filtered || (kind & Kind.KEPT) !== 0) this.#write(event, event.dumpFlags, true);
    else if (!changesState) this.#enters.skip(event);
    else if (fat || isContainer) this.#write(event, hidden, fat);
    else if ((kind & Kind.TRANSFER) !== 0) this.#keepTransfer(event, hidden);
    else this.#keep(event, hidden);
  }

  blockEnd(): Promise<void> | undefined {
    this.#enters.blockEnd();
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
    this.#tsLow = event.tsLow;
    this.#tsHigh = event.tsHigh;
    this.#journal.involve(event, this.#state, this.#writeHidden);
    const enter = this.#enters.find(event);
    if (enter !== undefined) this.#writeHidden(enter.bytes, 0, enter.length);
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
    this.#keepFramed(event, this.#framed);
  }

  #keepFramed(event: Event, framed: BlockWriter): void {
    this.#tsLow = event.tsLow;
    this.#tsHigh = event.tsHigh;
    if (this.#journal.isInvolved(event)) {
      this.#beginDue();
      this.#writeHidden(framed.bytes, 0, framed.length);
      this.#atHead = false;
      return;
    }
    if (!this.#journal.add(event, framed) || this.#journal.forgetEnded(this.#state)) return;
    this.#beginDue();
    this.#journal.writeAll(this.#writeHidden);
  }

  #beginDue(): void {
    if (this.#nextHead === undefined) return;
    this.#target.begin(this.#nextHead, true);
    this.#nextHead = undefined;
  }

  #write(event: Event, dumpFlags: number, counts: boolean): void {
    const { bytes, view, tsLow, tsHigh, typeId } = event;
    this.#beginDue();
    const isContainer = ((this.#kinds[typeId] ?? 0) & Kind.CONTAINER) !== 0;
    const from = this.#mayStand && !isContainer ? standingFrame(event, dumpFlags) : -1;
    if (from >= 0) {
      const to = from + view.getUint32(from + 4, true);
      this.#target.write(bytes, from, to, counts, tsLow, tsHigh);
    } else {
      this.#frame(event, dumpFlags);
      const framed = this.#framed;
      this.#target.write(framed.bytes, 0, framed.length, counts, tsLow, tsHigh);
    }
    if (isContainer) this.#containers.keep(event, this.#framed.written());
    else this.#atHead = false;
  }

  #frame(event: Event, dumpFlags: number): void {
    this.#framed.length = 0;
    this.#frameAs(this.#framed, event, dumpFlags);
  }
}

function kindOf({ id, flags, category }: EventType, keepsInternal: boolean): number {
  return (
    (ContainerEvents.describes(id) ? Kind.CONTAINER : 0) |
    (keepsInternal && category === 'internal' ? Kind.KEPT : 0) |
    ((flags & EventFlag.MODIFIES_STATE) === 0 ? 0 : Kind.CHANGES_STATE) |
    ((flags & TRANSFERS) === 0 ? 0 : Kind.TRANSFER)
  );
}
