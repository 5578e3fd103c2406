import type { EventBlock } from '@chisel/core/event/event-block.ts';

/** An event that no kernel writes: it stands for a thread that is there at the end of a capture. */
export const THREAD_EVENT = 197;
const HEADER_BYTES = 26;
const CPU_BYTES = 2;
const NS_PER_S = 1_000_000_000n;

/** Such an event without params, in the last nanosecond before the second that `tsNs` is in. */
export function threadEvent(tsNs: bigint): EventBlock {
  const bytes = Buffer.alloc(CPU_BYTES + HEADER_BYTES);
  const second = tsNs - (tsNs % NS_PER_S);
  bytes.writeBigUInt64LE(second === 0n ? 0n : second - 1n, CPU_BYTES);
  bytes.writeUInt32LE(HEADER_BYTES, CPU_BYTES + 16);
  bytes.writeUInt16LE(THREAD_EVENT, CPU_BYTES + 20);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const offsets = Uint32Array.of(CPU_BYTES);
  return { kind: 'events', bytes, view, count: 1, offsets, layouts: Uint8Array.of(0) };
}
