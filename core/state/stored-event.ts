import { LENGTH } from '../event/event-header.ts';
import type { EventRecord } from '../event/event-record.ts';

/** Larger events are not kept. */
const MAX_EVENT_BYTES = 4096;
const MIN_BUFFER_BYTES = 128;

/** The copy of an enter event that is kept until its exit comes; the memory is used again. */
export class StoredEvent {
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  layout = 0;
  /** Bytes in use; 0 when nothing is kept. */
  length = 0;

  /** Copies an event from its header to its end; one that is too large leaves the old copy. */
  store(event: EventRecord): void {
    const length = event.end - event.start;
    if (length > MAX_EVENT_BYTES || event.end > event.bytes.length) return;
    if (length > this.bytes.length) this.#grow(length);
    copy(event.view, event.start, this.view, length);
    this.length = length;
    this.layout = event.layout;
  }

  /** Copies an event of the usual layout that is known to be complete and not too large. */
  storeAt(view: DataView, start: number): void {
    const length = view.getUint32(start + LENGTH, true);
    if (length > this.bytes.length) this.#grow(length);
    copy(view, start, this.view, length);
    this.length = length;
    this.layout = 0;
  }

  #grow(length: number): void {
    let size = MIN_BUFFER_BYTES;
    while (size < length) size *= 2;
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
  }
}

/** Word by word: for so few bytes a loop is quicker than a view for `set`. */
function copy(from: DataView, start: number, to: DataView, length: number): void {
  const words = length & ~3;
  for (let i = 0; i < words; i += 4) to.setUint32(i, from.getUint32(start + i, true), true);
  for (let i = words; i < length; i++) to.setUint8(i, from.getUint8(start + i));
}
