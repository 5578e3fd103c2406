import type { EventBlock } from '@chisel/core/event/event-block.ts';
import { madeBlock } from './made-block.ts';

const DROP_EVENT = 148;

/** A block with one drop event; its param is a count. */
export function dropBlock(tsNs: bigint, lost: number): EventBlock {
  const count = BigInt(Math.min(lost, 0xffffffff));
  return madeBlock(DROP_EVENT, tsNs, 4, [{ tid: 0, params: [count] }]);
}
