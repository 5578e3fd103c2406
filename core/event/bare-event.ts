import type { EventBlock } from './event-block.ts';
import { LENGTH, PARAMS, TYPE } from './event-header.ts';

const CPU_BYTES = 2;

/** A block with one event of a type that has no params: what filters are asked with that no kernel wrote. */
export function bareEvent(typeId: number, tsNs = 0n): EventBlock {
  const bytes = new Uint8Array(CPU_BYTES + PARAMS);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(CPU_BYTES, tsNs, true);
  view.setUint32(CPU_BYTES + LENGTH, PARAMS, true);
  view.setUint16(CPU_BYTES + TYPE, typeId, true);
  const offsets = Uint32Array.of(CPU_BYTES);
  return { kind: 'events', bytes, view, count: 1, offsets, layouts: Uint8Array.of(0) };
}
