import { latin1Slice } from '@chisel/core/bytes/latin1.ts';
import { captureDamaged, captureTooManyEntries } from '../errors.ts';

const TWO_32 = 4294967296;

/** Reads the packed values of a table block one after the other, never past its body. */
export class TableCursor {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
  end: number;
  /** Offset of `bytes[0]` in the capture. */
  readonly base: number;
  /** How many entries more are accepted. */
  entriesLeft = Infinity;

  constructor(file: string, bytes: Uint8Array, at: number, end: number, base: number) {
    this.file = file;
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
    this.end = end;
    this.base = base;
  }

  /** Whether another entry follows; a rest of fewer than 4 bytes is padding. */
  nextEntry(): boolean {
    if (this.end - this.at < 4) return false;
    this.countEntry();
    return true;
  }

  countEntry(): void {
    if (this.entriesLeft > 0) this.entriesLeft--;
    else throw captureTooManyEntries({ file: this.file, offset: this.base + this.at });
  }

  u8(what: string): number {
    return this.view.getUint8(this.take(1, what));
  }

  u16(what: string): number {
    return this.view.getUint16(this.take(2, what), true);
  }

  u32(what: string): number {
    return this.view.getUint32(this.take(4, what), true);
  }

  u64(what: string): bigint {
    return this.view.getBigUint64(this.take(8, what), true);
  }

  /** A 64-bit number as a double: exact for ids and counts. */
  i64(what: string): number {
    const at = this.take(8, what);
    return this.view.getInt32(at + 4, true) * TWO_32 + this.view.getUint32(at, true);
  }

  /** Bytes as a byte string. */
  text(count: number, what: string): string {
    const at = this.take(count, what);
    return latin1Slice(this.bytes, at, at + count);
  }

  /** A text behind its u16 length; some writers count a closing NUL in, which is no part of it. */
  string(what: string): string {
    return this.text(this.u16(what), what);
  }

  /** Steps over bytes and returns where they start. */
  take(count: number, what: string): number {
    const { at } = this;
    if (count > this.end - at) {
      throw this.damage(`${count} bytes of ${what}`, `${this.end - at} bytes left in the block`);
    }
    this.at = at + count;
    return at;
  }

  damage(expected: string, found: string, at: number = this.at): Error {
    return captureDamaged({ file: this.file, offset: this.base + at, expected, found });
  }

  /** Where an entry ends that begins at `start` and says its length. */
  entryEnd(start: number, length: number, what: string): number {
    if (length < this.at - start || length > this.end - start) {
      const room = this.end - start;
      throw this.damage(`a ${what} entry of at most ${room} bytes`, `${length} bytes`, start);
    }
    return start + length;
  }

  /** Goes to the end of an entry, or refuses when the entry was shorter than its parts. */
  finishEntry(end: number, what: string): void {
    if (this.at > end) {
      throw this.damage(`a longer ${what} entry`, `${this.at - end} bytes too few`, end);
    }
    this.at = end;
  }
}
