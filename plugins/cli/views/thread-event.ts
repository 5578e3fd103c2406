import { bareEvent } from '@chisel/core/event/bare-event.ts';
import type { EventBlock } from '@chisel/core/event/event-block.ts';

/** An event that no kernel writes: it stands for a thread that is there at the end of a capture. */
export const THREAD_EVENT = 197;
const NS_PER_S = 1_000_000_000n;

/** Such an event, in the last nanosecond before the second that `tsNs` is in. */
export function threadEvent(tsNs: bigint): EventBlock {
  const second = tsNs - (tsNs % NS_PER_S);
  return bareEvent(THREAD_EVENT, second === 0n ? 0n : second - 1n);
}
