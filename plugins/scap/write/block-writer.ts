import { HEADER_BYTES, TRAILER_BYTES } from '../read/block-types.ts';
import { wordCopier } from './copy-words.ts';

const TWO_32 = 4294967296;
const FIRST_BYTES = 1 << 16;

/** Blocks of a capture file under construction: packed little-endian values between their frames. */
export class BlockWriter {
  bytes: Uint8Array;
  length = 0;
  #view: DataView;
  #blockStart = 0;
  readonly #copyWords = wordCopier();

  constructor(sizeBytes: number = FIRST_BYTES) {
    this.bytes = new Uint8Array(sizeBytes);
    this.#view = new DataView(this.bytes.buffer);
  }

  /** What has been written; only valid until more is. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** Opens a block: its length is known when it is closed. */
  beginBlock(type: number): void {
    this.#blockStart = this.length;
    this.u32(type);
    this.u32(0);
  }

  /** Bytes of the open block so far. */
  get blockBytes(): number {
    return this.length - this.#blockStart;
  }

  endBlock(): void {
    const padding = -this.length & 3;
    const end = this.#grow(padding);
    for (let i = 0; i < padding; i++) this.bytes[end + i] = 0;
    const total = this.length - this.#blockStart + TRAILER_BYTES;
    this.u32(total);
    this.#view.setUint32(this.#blockStart + HEADER_BYTES / 2, total, true);
  }

  /** Leaves room for the length of an entry and returns its place, for `endEntry`. */
  beginEntry(): number {
    this.u32(0);
    return this.length - 4;
  }

  /** Sets the length of an entry, counted from `from`. */
  endEntry(place: number, from: number): void {
    this.#view.setUint32(place, this.length - from, true);
  }

  u8(value: number): void {
    const at = this.#grow(1);
    this.#view.setUint8(at, value);
  }

  u16(value: number): void {
    const at = this.#grow(2);
    this.#view.setUint16(at, value, true);
  }

  u32(value: number): void {
    const at = this.#grow(4);
    this.#view.setUint32(at, value, true);
  }

  u64(value: bigint): void {
    const at = this.#grow(8);
    this.#view.setBigUint64(at, BigInt.asUintN(64, value), true);
  }

  /** A 64-bit number that is exact as a double, of either sign. */
  i64(value: number): void {
    const at = this.#grow(8);
    this.#view.setUint32(at, value, true);
    this.#view.setInt32(at + 4, Math.floor(value / TWO_32), true);
  }

  /** The first `count` characters of a byte string, filled up with zeros. */
  text(text: string, count: number): void {
    const at = this.#grow(count);
    for (let i = 0; i < count; i++) this.bytes[at + i] = i < text.length ? text.charCodeAt(i) : 0;
  }

  /** A byte string behind its u16 length, cut to what readers accept. */
  string(text: string, most: number): void {
    const count = Math.min(text.length, most);
    this.u16(count);
    this.text(text, count);
  }

  raw(bytes: Uint8Array): void {
    const at = this.#grow(bytes.length);
    this.bytes.set(bytes, at);
  }

  /** A stretch of other bytes. */
  copy(bytes: Uint8Array, from: number, to: number): void {
    const at = this.#grow(to - from);
    this.#copyWords(this.bytes, at, bytes, from, to);
  }

  #grow(count: number): number {
    const at = this.length;
    this.length = at + count;
    if (this.length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.length, this.bytes.length * 2));
      larger.set(this.bytes);
      this.bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}
