import type { BytePiece } from './byte-piece.ts';
import { latin1Slice, latin1Write } from './latin1.ts';

/** Up to here a loop is faster than a call. */
const SMALL = 24;
/** Always free past the reserved bytes, so that whole words can be written over the end of a text. */
const SLACK = 16;

/**
 * Text under construction, as bytes. Strings are "byte strings": one character a byte (latin1), which
 * is how all text of a capture is held, so that what was read is written unchanged.
 */
export class ByteWriter {
  bytes: Buffer;
  /** Over the same memory as `bytes`. */
  view: DataView;
  length = 0;
  #limit: number;

  constructor(capacity = 1 << 16) {
    this.#limit = capacity;
    this.bytes = Buffer.allocUnsafeSlow(capacity + SLACK);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Makes room for `count` more bytes; the writers below call it, loops over `bytes` may too. */
  reserve(count: number): void {
    if (this.length + count > this.#limit) this.#grow(this.length + count);
  }

  #grow(needed: number): void {
    this.#limit = Math.max(needed, this.#limit * 2);
    const larger = Buffer.allocUnsafeSlow(this.#limit + SLACK);
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }

  writeByte(byte: number): void {
    this.reserve(1);
    this.bytes[this.length++] = byte;
  }

  /** Writes a byte string. */
  writeText(text: string): void {
    const count = text.length;
    this.reserve(count);
    const { bytes } = this;
    let at = this.length;
    if (count <= SMALL) for (let i = 0; i < count; i++) bytes[at++] = text.charCodeAt(i);
    else latin1Write(bytes, text, at);
    this.length += count;
  }

  writePiece(piece: BytePiece): void {
    this.reserve(piece.length);
    const { view } = this;
    const { words } = piece;
    let at = this.length;
    for (let i = 0; i < words.length; i++, at += 4) view.setInt32(at, words[i] as number, true);
    this.length += piece.length;
  }

  writeBytes(source: Uint8Array, start = 0, end = source.length): void {
    const count = end - start;
    this.reserve(count);
    const { bytes } = this;
    let at = this.length;
    if (count <= SMALL) for (let i = start; i < end; i++) bytes[at++] = source[i] as number;
    else bytes.set(start === 0 && end === source.length ? source : source.subarray(start, end), at);
    this.length += count;
  }

  /** Writes an integer of at most 53 bits in decimal. */
  writeInteger(value: number): void {
    this.reserve(24);
    let rest = value;
    if (rest < 0) {
      this.bytes[this.length++] = 0x2d;
      rest = -rest;
    }
    if (rest > 0x7fffffff) {
      const high = Math.floor(rest / 1e9);
      this.writeInteger(high);
      this.writePadded(rest - high * 1e9, 9);
      return;
    }
    this.writePadded(rest, digitCount(rest));
  }

  /** Writes exactly `digits` decimal digits of an integer below 2^31. */
  writePadded(value: number, digits: number): void {
    this.reserve(digits);
    const { bytes } = this;
    let rest = value | 0;
    for (let at = this.length + digits - 1; at >= this.length; at--) {
      const next = (rest / 10) | 0;
      bytes[at] = 0x30 + rest - next * 10;
      rest = next;
    }
    this.length += digits;
  }

  /** Fills up with blanks, or cuts, what was written from `start` on to exactly `width` bytes. */
  fit(start: number, width: number): void {
    const missing = start + width - this.length;
    if (missing > 0) {
      this.reserve(missing);
      this.bytes.fill(0x20, this.length, this.length + missing);
    }
    this.length = start + width;
  }

  /** The text from `start` to the end, as a byte string. */
  text(start = 0): string {
    return latin1Slice(this.bytes, start, this.length);
  }
}

function digitCount(value: number): number {
  if (value < 10) return 1;
  if (value < 100) return 2;
  if (value < 1000) return 3;
  if (value < 10000) return 4;
  if (value < 100000) return 5;
  if (value < 1000000) return 6;
  if (value < 10000000) return 7;
  if (value < 100000000) return 8;
  return value < 1000000000 ? 9 : 10;
}
