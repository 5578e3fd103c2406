import type { BytePiece } from './byte-piece.ts';
import { latin1Slice, latin1Write } from './latin1.ts';

/** Up to here a loop is faster than a call. */
const SMALL = 24;
/** Three decimal digits of each number below 1000, as a little-endian word. */
const triples = new Int32Array(1000);
for (let value = 0; value < 1000; value++) triples[value] = digitsOf(value);
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
    this.reserve(20);
    let rest = value;
    if (rest < 0) {
      this.bytes[this.length++] = 0x2d;
      rest = -rest;
    }
    if (rest < 1000) this.#writeGroup(rest);
    else if (rest < 1_000_000) {
      const thousands = (rest / 1000) | 0;
      this.#writeGroup(thousands);
      this.writeTriple(rest - thousands * 1000);
    } else {
      this.#writeLong(rest);
    }
  }

  #writeLong(value: number): void {
    const millions = Math.floor(value / 1_000_000);
    const rest = value - millions * 1_000_000;
    this.writeInteger(millions);
    const thousands = (rest / 1000) | 0;
    this.writeTriple(thousands);
    this.writeTriple(rest - thousands * 1000);
  }

  /** Writes a number below 1000 without leading zeros. */
  #writeGroup(value: number): void {
    const digits = value < 10 ? 1 : value < 100 ? 2 : 3;
    const word = (triples[value] as number) >> ((3 - digits) << 3);
    this.view.setInt32(this.length, word, true);
    this.length += digits;
  }

  /** Writes exactly three digits of a number below 1000; there must be room. */
  writeTriple(value: number): void {
    this.view.setInt32(this.length, triples[value] as number, true);
    this.length += 3;
  }

  /** Writes exactly nine digits of a number below 10^9. */
  writeNineDigits(value: number): void {
    this.reserve(9);
    const { view, length } = this;
    const millions = (value / 1_000_000) | 0;
    const rest = value - millions * 1_000_000;
    const thousands = (rest / 1000) | 0;
    view.setInt32(length, triples[millions] as number, true);
    view.setInt32(length + 3, triples[thousands] as number, true);
    view.setInt32(length + 6, triples[rest - thousands * 1000] as number, true);
    this.length = length + 9;
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

function digitsOf(value: number): number {
  const tens = Math.floor(value / 10) % 10;
  return 0x303030 | Math.floor(value / 100) | (tens << 8) | ((value % 10) << 16);
}
