import { latin1Slice } from '../bytes/latin1.ts';
import { textPool } from '../bytes/text-pool.ts';
import { signed64, unsigned64, type Integer } from '../bytes/words.ts';
import { Layout, type EventBlock } from './event-block.ts';
import { EventFlag, type EventTable, type EventType } from './event-table.ts';

const TWO_32 = 4294967296;
const HEADER_V1 = 22;
const HEADER_V2 = 26;
/** No event has more; what a hostile file claims beyond is not looked at. */
const MAX_PARAMS = 64;

/**
 * A cursor over the events of a block: `seek` moves it, everything else reads what it stands on.
 * Nothing read through it may be kept beyond the next `seek`, except strings and numbers.
 * Params are found when first asked for. A param that is missing, or whose bytes would pass the end
 * of the event, has no value: its length is -1 and reading it gives 0 or ''.
 */
export class EventRecord {
  readonly table: EventTable;
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(new ArrayBuffer(0));
  type!: EventType;
  typeId = 0;
  cpu = 0;
  tid = 0;
  tsLow = 0;
  tsHigh = 0;
  dumpFlags = 0;
  /** Offset of the header in `bytes`. */
  start = 0;
  /** Offset just past the event. */
  end = 0;
  #layout = 0;
  #located = false;
  #count = 0;
  readonly #starts = new Int32Array(MAX_PARAMS);
  readonly #lengths = new Int32Array(MAX_PARAMS).fill(-1);

  constructor(table: EventTable) {
    this.table = table;
    this.type = table.typeOf(0);
  }

  seek(block: EventBlock, index: number): void {
    const start = block.offsets[index] as number;
    this.seekIn(block.bytes, block.view, start, block.layouts[index] as number);
  }

  /** Moves to the event of a block whose header is at `start`. */
  seekIn(bytes: Uint8Array, view: DataView, start: number, layout: number): void {
    this.seekBytes(bytes, view, start, layout);
    if ((layout & Layout.DUMP_FLAGS) === 0) {
      this.dumpFlags = 0;
      this.cpu = view.getUint16(start - 2, true);
    } else {
      this.dumpFlags = view.getUint32(start - 4, true);
      this.cpu = view.getUint16(start - 6, true);
    }
  }

  /** Moves to an event whose header is at `start`; cpu and dump flags stay as they are. */
  seekBytes(bytes: Uint8Array, view: DataView, start: number, layout: number): void {
    this.bytes = bytes;
    this.view = view;
    this.start = start;
    this.#layout = layout;
    this.#located = false;
    this.tsLow = view.getUint32(start, true);
    this.tsHigh = view.getUint32(start + 4, true);
    const low = view.getInt32(start + 8, true);
    const high = view.getInt32(start + 12, true);
    this.tid = high === 0 && low >= 0 ? low : high * TWO_32 + (low >>> 0);
    this.end = start + view.getUint32(start + 16, true);
    const typeId = view.getUint16(start + 20, true);
    if (typeId !== this.typeId || this.type.id !== typeId) {
      this.typeId = typeId;
      this.type = this.table.types[typeId] ?? this.table.typeOf(typeId);
    }
  }

  get layout(): number {
    return this.#layout;
  }

  /** Time stamp in nanoseconds since the epoch. Makes a `bigint`: not for every event. */
  tsNs(): bigint {
    return (BigInt(this.tsHigh) << 32n) | BigInt(this.tsLow);
  }

  /** How many params there are that the table knows. */
  get paramCount(): number {
    if (!this.#located) this.#locate();
    return this.#count;
  }

  /** Bytes of a param, -1 when it is missing. */
  length(param: number): number {
    if (!this.#located) this.#locate();
    return param < this.#count ? (this.#lengths[param] as number) : -1;
  }

  /** Where a param starts in `bytes`; only meaningful when its length is not negative. */
  offset(param: number): number {
    if (!this.#located) this.#locate();
    return this.#starts[param] as number;
  }

  u8(param: number): number {
    return this.length(param) >= 1 ? (this.bytes[this.offset(param)] as number) : 0;
  }

  u16(param: number): number {
    return this.length(param) >= 2 ? this.view.getUint16(this.offset(param), true) : 0;
  }

  u32(param: number): number {
    return this.length(param) >= 4 ? this.view.getUint32(this.offset(param), true) : 0;
  }

  i32(param: number): number {
    return this.length(param) >= 4 ? this.view.getInt32(this.offset(param), true) : 0;
  }

  /** A signed 64-bit param as a double: exact for fds, results, pids; rounded past 2^53. */
  i64(param: number): number {
    if (this.length(param) < 8) return 0;
    const at = this.offset(param);
    const low = this.view.getInt32(at, true);
    const high = this.view.getInt32(at + 4, true);
    return high === 0 && low >= 0 ? low : high * TWO_32 + (low >>> 0);
  }

  /** As `i64(0)`, without finding the other params: results and fds come first in most events. */
  first64(): number {
    if (this.#located || this.#layout !== 0) return this.i64(0);
    if ((this.type.flags & EventFlag.LARGE_PAYLOAD) !== 0) return this.i64(0);
    const { view, start } = this;
    const value = start + HEADER_V2 + view.getUint32(start + 22, true) * 2;
    if (value + 8 > this.end || value === start + HEADER_V2) return 0;
    if (this.type.params.length === 0 || view.getUint16(start + HEADER_V2, true) < 8) return 0;
    const low = view.getInt32(value, true);
    const high = view.getInt32(value + 4, true);
    return high === 0 && low >= 0 ? low : high * TWO_32 + (low >>> 0);
  }

  /** As `u16(0)`, without finding the other params. */
  first16(): number {
    if (this.#located || this.#layout !== 0) return this.u16(0);
    const { view, start } = this;
    const lengths = start + HEADER_V2;
    const value = lengths + view.getUint32(start + 22, true) * 2;
    if (value + 2 > this.end || value === lengths || view.getUint16(lengths, true) < 2) return 0;
    return view.getUint16(value, true);
  }

  /** A signed 64-bit param, exact. */
  signed(param: number): Integer {
    if (this.length(param) < 8) return 0;
    const at = this.offset(param);
    return signed64(this.view.getInt32(at, true), this.view.getInt32(at + 4, true));
  }

  /** An unsigned 64-bit param, exact. */
  unsigned(param: number): Integer {
    if (this.length(param) < 8) return 0;
    const at = this.offset(param);
    return unsigned64(this.view.getInt32(at, true), this.view.getInt32(at + 4, true));
  }

  /** A text param up to its first NUL, as a byte string. */
  text(param: number): string {
    const length = this.length(param);
    if (length <= 0) return '';
    const at = this.offset(param);
    return textPool.textAt(this.bytes, at, at + length);
  }

  /** All bytes of a param as a byte string. */
  byteString(param: number): string {
    const length = this.length(param);
    if (length <= 0) return '';
    const at = this.offset(param);
    return this.slice(at, at + length);
  }

  /** A stretch of `bytes` as a byte string. */
  slice(from: number, to: number): string {
    return latin1Slice(this.bytes, from, to);
  }

  #locate(): void {
    this.#located = true;
    const large = (this.type.flags & EventFlag.LARGE_PAYLOAD) !== 0;
    const width = large ? 4 : 2;
    const v1 = (this.#layout & Layout.V1) !== 0;
    let at = this.start + (v1 ? HEADER_V1 : HEADER_V2);
    const stored = v1 ? this.#countV1(at, width) : this.view.getUint32(this.start + 22, true);
    const { view, end } = this;
    this.#count = Math.min(stored, this.type.params.length, MAX_PARAMS);
    let value = at + stored * width;
    if (value > end) {
      this.#count = 0;
      return;
    }
    for (let i = 0; i < this.#count; i++, at += width) {
      const length = large ? view.getUint32(at, true) : view.getUint16(at, true);
      if (value + length > end) {
        this.#count = i;
        return;
      }
      this.#starts[i] = value;
      this.#lengths[i] = length;
      value += length;
    }
  }

  /**
   * Version 1 has no param count: it is the largest number, at most the table's, for which the lengths
   * add up to exactly the event's length. Of notifications and infra events the length is 3 too big.
   */
  #countV1(at: number, width: number): number {
    const { name } = this.type;
    const end = name === 'notification' || name === 'infra' ? this.end - 3 : this.end;
    for (let count = this.type.params.length; count > 0; count--) {
      let total = at + count * width;
      if (total > end) continue;
      for (let i = 0; i < count; i++) {
        const from = at + i * width;
        total += width === 4 ? this.view.getUint32(from, true) : this.view.getUint16(from, true);
      }
      if (total === end) return count;
    }
    return 0;
  }
}
