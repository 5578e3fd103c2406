import { BlockWriter } from './block-writer.ts';
import { framedTimeNs, writeHidden } from './framed-event.ts';

const CHUNK_BYTES = 1 << 20;
/** The window is kept in about this many parts; the oldest goes as a whole. */
const PARTS = 8;

interface Segment {
  /** Tables with the state at its begin. */
  readonly head: Uint8Array;
  /** Whether a section of the source begins here, not only a part of the window. */
  readonly startsSection: boolean;
  readonly chunks: Uint8Array[];
  /** How much of the last chunk is used. */
  used: number;
  sizeBytes: number;
  firstNs: number;
}

/** The last events of a capture, with the state at the begin of each part of them. */
export class FlightMemory {
  readonly #windowNs: number;
  readonly #maxBytes: number;
  readonly #segments: Segment[] = [];
  #sizeBytes = 0;
  /** Whether the window had to be cut because of its size. */
  isShort = false;

  constructor(windowNs: number, maxBytes: number) {
    this.#windowNs = windowNs;
    this.#maxBytes = maxBytes;
  }

  /** Whether a new part should begin before an event of this time. */
  isDue(tsNs: number): boolean {
    const last = this.#segments.at(-1);
    if (last === undefined || last.sizeBytes === last.head.length) return false;
    return (
      tsNs - last.firstNs >= this.#windowNs / PARTS || last.sizeBytes >= this.#maxBytes / PARTS
    );
  }

  begin(head: Uint8Array, startsSection: boolean): void {
    const sizeBytes = head.length;
    this.#segments.push({ head, startsSection, chunks: [], used: 0, sizeBytes, firstNs: NaN });
    this.#sizeBytes += sizeBytes;
  }

  add(event: Uint8Array, tsNs: number): void {
    const segment = this.#segments.at(-1);
    if (segment === undefined) return;
    if (Number.isNaN(segment.firstNs)) segment.firstNs = tsNs;
    const grown = append(segment, event);
    segment.sizeBytes += grown;
    this.#sizeBytes += grown;
    this.#forget(tsNs);
  }

  /** Writes the window before a time: what is older goes along, hidden. */
  writeWindow(endNs: number, write: (piece: Uint8Array) => void): void {
    for (const [index, segment] of this.#segments.entries()) {
      if (index === 0 || segment.startsSection) write(segment.head);
      for (const [number, chunk] of segment.chunks.entries()) {
        const used = number === segment.chunks.length - 1 ? segment.used : usedOf(chunk);
        writeChunk(chunk.subarray(0, used), endNs - this.#windowNs, write);
      }
    }
  }

  /** Lets parts go that are older than the window, or too much to keep. */
  #forget(tsNs: number): void {
    for (;;) {
      const [first, second] = this.#segments;
      if (first === undefined || second === undefined) return;
      const isOld = second.firstNs <= tsNs - this.#windowNs;
      if (!isOld && this.#sizeBytes <= this.#maxBytes) return;
      if (!isOld) this.isShort = true;
      this.#sizeBytes -= first.sizeBytes;
      this.#segments.shift();
    }
  }
}

/** Appends to the last chunk of a segment; returns how much memory that took. */
function append(segment: Segment, event: Uint8Array): number {
  let chunk = segment.chunks.at(-1);
  let grown = 0;
  if (chunk === undefined || segment.used + event.length > chunk.length) {
    chunk = new Uint8Array(Math.max(CHUNK_BYTES, event.length));
    segment.chunks.push(chunk);
    segment.used = 0;
    grown = chunk.length;
  }
  chunk.set(event, segment.used);
  segment.used += event.length;
  return grown;
}

/** A full chunk ends with what no event fits into: zeros. */
function usedOf(chunk: Uint8Array): number {
  const view = new DataView(chunk.buffer);
  let at = 0;
  while (at + 8 <= chunk.length && view.getUint32(at, true) !== 0)
    at += view.getUint32(at + 4, true);
  return at;
}

function writeChunk(chunk: Uint8Array, fromNs: number, write: (piece: Uint8Array) => void): void {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  const hidden = new BlockWriter();
  let at = 0;
  while (at < chunk.length && framedTimeNs(view, at) < fromNs) {
    writeHidden(hidden, chunk, view, at);
    at += view.getUint32(at + 4, true);
  }
  write(hidden.written());
  write(chunk.subarray(at));
}
