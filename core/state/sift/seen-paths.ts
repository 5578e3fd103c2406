import { joinPath } from '../paths.ts';
import { latin1Slice } from '../../bytes/latin1.ts';

const MAX_PATHS = 16384;
/** Twice as many, so that a place is found soon. */
const SLOTS = MAX_PATHS * 2;
const MAX_BYTES = 1 << 20;

/** What became of a call that opens a path. */
export const Opened = { FILE: 1, DIRECTORY: 2, NOTHING: 4 } as const;

/**
 * Absolute paths by their bytes, as calls name them: the same ones are opened again and again. Of each
 * it is remembered what it comes to, and whether nobody wants to see it opened.
 */
export class SeenPaths {
  /** By number, of which outcomes nobody wants to see: bits of `Opened`. */
  readonly unwanted: Uint8Array = new Uint8Array(MAX_PATHS);
  readonly #slots = new Uint16Array(SLOTS);
  readonly #hashes = new Int32Array(MAX_PATHS);
  readonly #lengths = new Uint16Array(MAX_PATHS);
  readonly #starts = new Uint32Array(MAX_PATHS);
  readonly #resolved: string[] = [''];
  readonly #bytes = new DataView(new ArrayBuffer(MAX_BYTES));
  #count = 1;
  #end = 0;

  /** The number of the path in a param of so many bytes, its end mark included; good until the next call. */
  find(view: DataView, start: number, length: number): number {
    const hash = hashOf(view, start, length);
    let slot = hash & (SLOTS - 1);
    for (;;) {
      const number = this.#slots[slot] as number;
      if (number === 0) return this.#add(view, start, length, hash);
      if (this.#hashes[number] === hash && this.#isSame(number, view, start, length)) return number;
      slot = (slot + 1) & (SLOTS - 1);
    }
  }

  /** What the path with a number comes to. */
  resolved(number: number): string {
    return this.#resolved[number] as string;
  }

  #isSame(number: number, view: DataView, start: number, length: number): boolean {
    if (this.#lengths[number] !== length) return false;
    const bytes = this.#bytes;
    const from = this.#starts[number] as number;
    const words = length & ~3;
    for (let i = 0; i < words; i += 4) {
      if (bytes.getInt32(from + i, true) !== view.getInt32(start + i, true)) return false;
    }
    for (let i = words; i < length; i++) {
      if (bytes.getUint8(from + i) !== view.getUint8(start + i)) return false;
    }
    return true;
  }

  #add(view: DataView, start: number, length: number, hash: number): number {
    if (this.#count === MAX_PATHS || this.#end + length > MAX_BYTES) this.#clear();
    const number = this.#count++;
    let slot = hash & (SLOTS - 1);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
    this.#slots[slot] = number;
    this.#hashes[number] = hash;
    this.#lengths[number] = length;
    this.#starts[number] = this.#end;
    this.unwanted[number] = 0;
    for (let i = 0; i < length; i++) this.#bytes.setUint8(this.#end++, view.getUint8(start + i));
    const text = latin1Slice(
      new Uint8Array(view.buffer, view.byteOffset + start, length),
      0,
      length,
    );
    const end = text.indexOf('\0');
    this.#resolved[number] = joinPath('.', end < 0 ? text : text.slice(0, end), length);
    return number;
  }

  #clear(): void {
    this.#slots.fill(0);
    this.#resolved.length = 1;
    this.#count = 1;
    this.#end = 0;
  }
}

function hashOf(view: DataView, start: number, length: number): number {
  let hash = length;
  const end = start + length;
  const words = end - (length & 3);
  for (let at = start; at < words; at += 4) {
    hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (let at = words; at < end; at++) hash = Math.imul(hash ^ view.getUint8(at), 0x01000193);
  return hash ^ (hash >>> 13);
}
