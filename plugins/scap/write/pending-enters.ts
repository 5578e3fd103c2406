import { DumpFlag } from '@chisel/core/event/event-block.ts';
import { EventRecord } from '@chisel/core/event/event-record.ts';
import { isEnter, type EventTable } from '@chisel/core/event/event-table.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { BlockWriter } from './block-writer.ts';

interface Slot {
  /** The type of the enter event; none when the thread is in no call, or its enter was written. */
  typeId: number;
  /** Where it is in the block at hand; none when that is over, and it was framed. */
  start: number;
  layout: number;
  readonly framed: BlockWriter;
}

const NONE = -1;
const FIRST_BYTES = 128;

/** Writes an event as a block, with these dump flags. */
export type Frame = (out: BlockWriter, event: EventRecord, dumpFlags: number) => void;

/**
 * For each thread the enter event that it is in, when that was not written: if its exit is, whoever
 * reads the file learns from it which fd the call was about and how long it took. Most exits come soon,
 * so that an enter event is framed when its exit is written, or when its block ends.
 */
export class PendingEnters {
  readonly #slots = new Map<number, Slot>();
  /** Those that are in the block at hand. */
  readonly #standing: Slot[] = [];
  /** Of the block at hand. */
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  readonly #frame: Frame;
  readonly #record: EventRecord;

  /** `frame` writes an event as it would be in the file. */
  constructor(table: EventTable, frame: Frame) {
    this.#frame = frame;
    this.#record = new EventRecord(table);
  }

  /** The event was not written. */
  skip(event: Event): void {
    if (!isEnter(event.typeId)) this.forget(event);
    // The state has taken it for the begin of a call; switches between threads are none.
    else if (event.thread?.enterNum === event.num) this.#keep(event);
  }

  /** The event is written: what the thread was in is over, or known. */
  forget({ tid }: Event): void {
    const slot = this.#slots.get(tid);
    if (slot !== undefined) slot.typeId = NONE;
  }

  /** The enter event that belongs to an exit event, hidden; undefined when it was written. */
  find(event: Event): BlockWriter | undefined {
    const slot = this.#slots.get(event.tid);
    if (slot?.typeId !== event.typeId - 1 || isEnter(event.typeId)) return undefined;
    if (slot.start !== NONE) this.#write(slot);
    return slot.framed;
  }

  /** The memory that the events are in is about to be used for others. */
  blockEnd(): void {
    for (const slot of this.#standing) {
      if (slot.start !== NONE && slot.typeId !== NONE) this.#write(slot);
      slot.start = NONE;
    }
    this.#standing.length = 0;
  }

  /** Threads that are gone are forgotten with all others, when a file begins. */
  clear(): void {
    this.#slots.clear();
    this.#standing.length = 0;
  }

  #keep({ bytes, view, tid, typeId, start, layout }: Event): void {
    this.#bytes = bytes;
    this.#view = view;
    let slot = this.#slots.get(tid);
    if (slot === undefined) {
      slot = { typeId, start: NONE, layout, framed: new BlockWriter(FIRST_BYTES) };
      this.#slots.set(tid, slot);
    }
    if (slot.start === NONE) this.#standing.push(slot);
    slot.typeId = typeId;
    slot.start = start;
    slot.layout = layout;
  }

  #write(slot: Slot): void {
    const record = this.#record;
    record.seekIn(this.#bytes, this.#view, slot.start, slot.layout);
    slot.start = NONE;
    slot.framed.length = 0;
    this.#frame(slot.framed, record, record.dumpFlags | DumpFlag.STATE_ONLY);
  }
}
