import { isEnter } from '@chisel/core/event/event-table.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { BlockWriter } from './block-writer.ts';

interface Slot {
  /** The type of the enter event; none when the thread is in no call, or its enter was written. */
  typeId: number;
  readonly framed: BlockWriter;
}

const NO_TYPE = -1;
const FIRST_BYTES = 128;

/**
 * For each thread the enter event that it is in, when that was not written: if its exit is, whoever
 * reads the file learns from it which fd the call was about and how long it took.
 */
export class PendingEnters {
  readonly #slots = new Map<number, Slot>();
  readonly #frame: (out: BlockWriter, event: Event) => void;

  /** `frame` writes an event as it would be in the file, hidden. */
  constructor(frame: (out: BlockWriter, event: Event) => void) {
    this.#frame = frame;
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
    if (slot !== undefined) slot.typeId = NO_TYPE;
  }

  /** The enter event that belongs to an exit event, undefined when it was written. */
  find({ tid, typeId }: Event): Uint8Array | undefined {
    const slot = this.#slots.get(tid);
    return slot?.typeId === typeId - 1 && !isEnter(typeId) ? slot.framed.written() : undefined;
  }

  /** Threads that are gone are forgotten with all others, when a file begins. */
  clear(): void {
    this.#slots.clear();
  }

  #keep(event: Event): void {
    const { tid, typeId } = event;
    let slot = this.#slots.get(tid);
    if (slot === undefined) {
      slot = { typeId, framed: new BlockWriter(FIRST_BYTES) };
      this.#slots.set(tid, slot);
    }
    slot.typeId = typeId;
    slot.framed.length = 0;
    this.#frame(slot.framed, event);
  }
}
