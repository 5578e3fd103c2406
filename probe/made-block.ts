import type { EventBlock } from '@chisel/core/event/event-block.ts';
import { RECORD_HEAD } from './layout.ts';

const EVENT_HEAD = 26;
const RECORD_TYPE = 0x216;
const LENGTH_BYTES = 2;
/** A record ends with its length once more. */
const RECORD_TAIL = 4;

/** An event that the kernel did not write. */
export interface MadeEvent {
  readonly tid: number;
  readonly params: readonly bigint[];
}

/** A block of events of one type and time, whose params are numbers of so many bytes. */
export function madeBlock(
  type: number,
  tsNs: bigint,
  paramBytes: 4 | 8,
  events: readonly MadeEvent[],
): EventBlock {
  const paramCount = events[0]?.params.length ?? 0;
  const eventBytes = EVENT_HEAD + paramCount * (LENGTH_BYTES + paramBytes);
  const recordBytes = RECORD_HEAD + eventBytes + RECORD_TAIL;
  const bytes = new Uint8Array(recordBytes * events.length);
  const view = new DataView(bytes.buffer);
  const offsets = new Uint32Array(events.length);
  events.forEach(({ tid, params }, i) => {
    const record = i * recordBytes;
    const event = record + RECORD_HEAD;
    view.setUint32(record, RECORD_TYPE, true);
    view.setUint32(record + 4, recordBytes, true);
    view.setBigUint64(event, tsNs, true);
    view.setBigInt64(event + 8, BigInt(tid), true);
    view.setUint32(event + 16, eventBytes, true);
    view.setUint16(event + 20, type, true);
    view.setUint32(event + 22, paramCount, true);
    const values = event + EVENT_HEAD + paramCount * LENGTH_BYTES;
    params.forEach((param, j) => {
      view.setUint16(event + EVENT_HEAD + j * LENGTH_BYTES, paramBytes, true);
      const at = values + j * paramBytes;
      if (paramBytes === 8) view.setBigUint64(at, param, true);
      else view.setUint32(at, Number(param), true);
    });
    view.setUint32(record + recordBytes - RECORD_TAIL, recordBytes, true);
    offsets[i] = event;
  });
  return {
    kind: 'events',
    bytes,
    view,
    count: events.length,
    offsets,
    layouts: new Uint8Array(events.length),
  };
}
