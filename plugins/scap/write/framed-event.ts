import { DumpFlag } from '@chisel/core/event/event-block.ts';
import { HEADER_BYTES } from '../read/block-types.ts';
import type { BlockWriter } from './block-writer.ts';

const CPU_BYTES = 2;
const FLAGS_BYTES = 4;
const TWO_32 = 4294967296;
/** Block types of events by whether dump flags stand before the event: this many more, without and with. */
const withFlags: ReadonlyMap<number, number> = new Map([
  [0x216, 0x217],
  [0x221, 0x222],
]);

/** The time stamp of an event in its block, in ns since the epoch, exact to a quarter of a µs. */
export function framedTimeNs(view: DataView, at: number): number {
  const start = at + HEADER_BYTES + CPU_BYTES + flagsBytes(view, at);
  return view.getUint32(start + 4, true) * TWO_32 + view.getUint32(start, true);
}

/** Writes an event, given as its block, as one that only carries state. */
export function writeHidden(out: BlockWriter, bytes: Uint8Array, view: DataView, at: number): void {
  const type = view.getUint32(at, true);
  const extra = flagsBytes(view, at);
  const start = at + HEADER_BYTES + CPU_BYTES + extra;
  const flags = extra === 0 ? 0 : view.getUint32(start - FLAGS_BYTES, true);
  out.beginBlock(withFlags.get(type) ?? type);
  out.u16(view.getUint16(at + HEADER_BYTES, true));
  out.u32(flags | DumpFlag.STATE_ONLY);
  out.raw(bytes.subarray(start, start + view.getUint32(start + 16, true)));
  out.endBlock();
}

function flagsBytes(view: DataView, at: number): number {
  return withFlags.has(view.getUint32(at, true)) ? 0 : FLAGS_BYTES;
}
