import { Layout } from '@chisel/core/event/event-block.ts';
import {
  EVENT_V2,
  EVENT_V2_LARGE,
  eventBlockTypes,
  HEADER_BYTES,
  MAX_BLOCK_BYTES,
  MAX_EVENT_BYTES,
  TRAILER_BYTES,
} from './block-types.ts';
import type { ByteWindow } from './byte-window.ts';

/** Why a walk ended. */
export const WalkStop = {
  /** The window holds no complete block any more. */
  MORE: 0,
  /** The arrays are full. */
  FULL: 1,
  /** What follows isn't an event. */
  OTHER_BLOCK: 2,
  DAMAGED: 3,
} as const;

const CPU_BYTES = 2;
const FLAGS_BYTES = 4;
const EVENT_HEADER_V1 = 22;
const EVENT_HEADER_V2 = 26;

/** Finds the events of a window: where each one starts and how it is laid out. */
export class EventWalk {
  count = 0;
  readonly offsets: Uint32Array;
  readonly layouts: Uint8Array;
  readonly skipped = new Map<number, number>();
  /** By event id: 1 for those to leave out. */
  readonly #unknown: Uint8Array;

  constructor(capacity: number, unknown: Uint8Array) {
    this.offsets = new Uint32Array(capacity);
    this.layouts = new Uint8Array(capacity);
    this.#unknown = unknown;
  }

  /** Moves the window over as many complete event blocks as there are and returns why it stopped. */
  run(window: ByteWindow): number {
    const { view, end } = window;
    const { offsets, layouts } = this;
    const unknown = this.#unknown;
    const capacity = offsets.length;
    let { at } = window;
    let count = 0;
    let stop: number = WalkStop.MORE;
    while (at + HEADER_BYTES <= end) {
      const type = view.getUint32(at, true);
      const total = view.getUint32(at + 4, true);
      let layout = 0;
      if (type !== EVENT_V2 && type !== EVENT_V2_LARGE) {
        const found = eventBlockTypes.get(type);
        if (found === undefined) {
          stop = WalkStop.OTHER_BLOCK;
          break;
        }
        layout = found.layout;
      }
      const headerBytes = (layout & Layout.V1) === 0 ? EVENT_HEADER_V2 : EVENT_HEADER_V1;
      const before = (layout & Layout.DUMP_FLAGS) === 0 ? CPU_BYTES : CPU_BYTES + FLAGS_BYTES;
      const start = at + HEADER_BYTES + before;
      const next = at + total;
      if (next > end) {
        // A length that can't be is better refused at once than waited for.
        if (total > maxTotal(type)) stop = WalkStop.DAMAGED;
        break;
      }
      if (start + headerBytes + TRAILER_BYTES > next || total > MAX_EVENT_BYTES) {
        if (total > maxTotal(type) || start + headerBytes + TRAILER_BYTES > next) {
          stop = WalkStop.DAMAGED;
          break;
        }
      }
      const eventType = view.getUint16(start + 20, true);
      if (unknown[eventType] === 1) {
        this.#skip(eventType);
        at = next;
        continue;
      }
      const length = view.getUint32(start + 16, true);
      if (length < headerBytes || start + length + TRAILER_BYTES > next) {
        stop = WalkStop.DAMAGED;
        break;
      }
      if (count === capacity) {
        stop = WalkStop.FULL;
        break;
      }
      offsets[count] = start;
      layouts[count] = layout;
      count++;
      at = next;
    }
    window.at = at;
    this.count = count;
    return stop;
  }

  #skip(eventType: number): void {
    this.skipped.set(eventType, (this.skipped.get(eventType) ?? 0) + 1);
  }
}

/** The total length that a block of this type may have. */
export function maxTotal(blockType: number): number {
  return eventBlockTypes.get(blockType)?.large === false
    ? MAX_EVENT_BYTES + HEADER_BYTES
    : MAX_BLOCK_BYTES;
}
