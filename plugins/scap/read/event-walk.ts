import { Layout } from '@chisel/core/event/event-block.ts';
import {
  EVENT_V2,
  eventBlockTypes,
  HEADER_BYTES,
  MAX_EVENT_BYTES,
  MAX_LARGE_EVENT_BYTES,
  TRAILER_BYTES,
} from './block-types.ts';
import type { ByteWindow } from './byte-window.ts';

/** Why a walk ended. */
export const WalkStop = {
  /** The window holds no complete block any more, or the arrays are full. */
  MORE: 0,
  /** What follows isn't an event. */
  OTHER_BLOCK: 1,
  DAMAGED: 2,
} as const;

const CPU_BYTES = 2;
const FLAGS_BYTES = 4;
const EVENT_HEADER_V1 = 22;
const EVENT_HEADER_V2 = 26;
/** Where the header of the commonest block's event starts, and the least such a block takes. */
const V2_START = HEADER_BYTES + CPU_BYTES;
const V2_LEAST = V2_START + EVENT_HEADER_V2 + TRAILER_BYTES;
/** Where the event's own length and type stand in such a block. */
const V2_LENGTH = V2_START + 16;
const V2_TYPE = V2_START + 20;

const EVENT_IDS = 65536;
/** The first blocks are short, so that the first events are seen early. */
const FIRST_CAPACITY = 64;

/** Finds the events of a window: where each one starts and how it is laid out. */
export class EventWalk {
  count = 0;
  readonly offsets: Uint32Array;
  readonly layouts: Uint8Array;
  /** The largest id of those that were left out, and how many by event id. */
  lastSkipped = -1;
  readonly skipped = new Uint32Array(EVENT_IDS);
  /** By event id: 0 for those to leave out, 1 for the others. */
  readonly #kept: Uint8Array;
  #capacity = FIRST_CAPACITY;

  constructor(capacity: number, kept: Uint8Array) {
    this.offsets = new Uint32Array(capacity);
    this.layouts = new Uint8Array(capacity);
    this.#kept = kept;
  }

  /** Moves the window over complete event blocks and returns why it stopped. */
  run(window: ByteWindow): number {
    this.count = 0;
    let stop: number;
    do {
      this.#runCommon(window, window.view);
      stop = this.#stepAny(window);
    } while (stop < 0);
    this.#capacity = Math.min(this.#capacity * 2, this.offsets.length);
    return stop;
  }

  /** The hot loop: events in blocks of the commonest type, as long as all is well. */
  #runCommon(window: ByteWindow, view: DataView): void {
    const kept = this.#kept;
    const { offsets, layouts, skipped } = this;
    const capacity = this.#capacity;
    const { end } = window;
    const last = end - V2_LEAST;
    let { at } = window;
    let { count } = this;
    while (at <= last && count < capacity && view.getUint32(at, true) === EVENT_V2) {
      const total = view.getUint32(at + 4, true);
      const next = at + total;
      const length = view.getUint32(at + V2_LENGTH, true);
      if (
        next > end ||
        total > MAX_EVENT_BYTES ||
        length < EVENT_HEADER_V2 ||
        V2_START + length + TRAILER_BYTES > total
      ) {
        break;
      }
      const type = view.getUint16(at + V2_TYPE, true);
      const keep = kept[type] as number;
      offsets[count] = at + V2_START;
      layouts[count] = 0;
      at = next;
      count += keep;
      if (keep !== 0) continue;
      skipped[type]! += 1;
      if (type > this.lastSkipped) this.lastSkipped = type;
    }
    window.at = at;
    this.count = count;
  }

  /** One block of any type: -1 when it was an event, else why it is not taken. */
  #stepAny(window: ByteWindow): number {
    const { at, end, view } = window;
    if (at + HEADER_BYTES > end || this.count >= this.#capacity) return WalkStop.MORE;
    const blockType = view.getUint32(at, true);
    const found = eventBlockTypes.get(blockType);
    if (found === undefined) return WalkStop.OTHER_BLOCK;
    const total = view.getUint32(at + 4, true);
    // A length that can't be is better refused at once than waited for.
    if (total > maxTotal(blockType)) return WalkStop.DAMAGED;
    if (at + total > end) return WalkStop.MORE;
    return this.#takeAny(window, found.layout, total);
  }

  #takeAny(window: ByteWindow, layout: number, total: number): number {
    const { at, view } = window;
    const headerBytes = (layout & Layout.V1) === 0 ? EVENT_HEADER_V2 : EVENT_HEADER_V1;
    const before = (layout & Layout.DUMP_FLAGS) === 0 ? CPU_BYTES : CPU_BYTES + FLAGS_BYTES;
    const start = at + HEADER_BYTES + before;
    const room = at + total - TRAILER_BYTES - start;
    if (room < headerBytes) return WalkStop.DAMAGED;
    const type = view.getUint16(start + 20, true);
    window.at = at + total;
    if (this.#kept[type] === 0) {
      this.skipped[type]! += 1;
      if (type > this.lastSkipped) this.lastSkipped = type;
      return -1;
    }
    const length = view.getUint32(start + 16, true);
    if (length < headerBytes || length > room) {
      window.at = at;
      return WalkStop.DAMAGED;
    }
    this.offsets[this.count] = start;
    this.layouts[this.count] = layout;
    this.count++;
    return -1;
  }
}

/** The total length that an event block of this type may have. */
export function maxTotal(blockType: number): number {
  const large = eventBlockTypes.get(blockType)?.large === true;
  return HEADER_BYTES + (large ? MAX_LARGE_EVENT_BYTES : MAX_EVENT_BYTES);
}
