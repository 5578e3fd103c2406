import type { EventBlock } from '@chisel/core/event/event-block.ts';
import { RECORD_HEAD } from './layout.ts';

const DROP_EVENT = 148;
const EVENT_HEAD = 26;
const EVENT_BYTES = EVENT_HEAD + 2 + 4;
const RECORD_BYTES = RECORD_HEAD + EVENT_BYTES + 2 + 4;
const RECORD_TYPE = 0x216;

/** A block with one drop event; its param is a count. */
export function dropBlock(tsNs: bigint, lost: number): EventBlock {
  const bytes = new Uint8Array(RECORD_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, RECORD_TYPE, true);
  view.setUint32(4, RECORD_BYTES, true);
  view.setBigUint64(RECORD_HEAD, tsNs, true);
  view.setUint32(RECORD_HEAD + 16, EVENT_BYTES, true);
  view.setUint16(RECORD_HEAD + 20, DROP_EVENT, true);
  view.setUint32(RECORD_HEAD + 22, 1, true);
  view.setUint16(RECORD_HEAD + EVENT_HEAD, 4, true);
  view.setUint32(RECORD_HEAD + EVENT_HEAD + 2, Math.min(lost, 0xffffffff), true);
  view.setUint32(RECORD_BYTES - 4, RECORD_BYTES, true);
  return {
    kind: 'events',
    bytes,
    view,
    count: 1,
    offsets: Uint32Array.of(RECORD_HEAD),
    layouts: Uint8Array.of(0),
  };
}
