import type { Event } from '@chisel/core/state/event.ts';
import { isEnter } from '@chisel/core/event/event-table.ts';

interface Slot {
  typeId: number;
  length: number;
  bytes: Uint8Array;
}

const NO_TYPE = -1;
const FIRST_BYTES = 128;

/**
 * For each thread the enter event that it is in, when that was not written: if its exit is, whoever
 * reads the file learns from it which fd the call was about and how long it took.
 */
export class PendingEnters {
  readonly #slots = new Map<number, Slot>();

  /** The event was not written; `frame` gives it as it would be, hidden. */
  skip(event: Event, frame: () => Uint8Array): void {
    const { tid, typeId, thread, num } = event;
    if (!isEnter(typeId)) this.forget(event);
    // The state has taken it for the begin of a call; switches between threads are none.
    else if (thread?.enterNum === num) this.#keep(tid, typeId, frame());
  }

  /** The event is written: what the thread was in is over, or known. */
  forget({ tid }: Event): void {
    const slot = this.#slots.get(tid);
    if (slot !== undefined) slot.typeId = NO_TYPE;
  }

  /** The enter event that belongs to an exit event, undefined when it was written. */
  find({ tid, typeId }: Event): Uint8Array | undefined {
    const slot = this.#slots.get(tid);
    if (slot === undefined || isEnter(typeId) || slot.typeId !== typeId - 1) return undefined;
    return slot.bytes.subarray(0, slot.length);
  }

  /** Threads that are gone are forgotten with all others, when a file begins. */
  clear(): void {
    this.#slots.clear();
  }

  #keep(tid: number, typeId: number, framed: Uint8Array): void {
    let slot = this.#slots.get(tid);
    if (slot === undefined) {
      slot = { typeId, length: 0, bytes: new Uint8Array(FIRST_BYTES) };
      this.#slots.set(tid, slot);
    }
    if (slot.bytes.length < framed.length) slot.bytes = new Uint8Array(framed.length);
    slot.bytes.set(framed);
    slot.typeId = typeId;
    slot.length = framed.length;
  }
}
