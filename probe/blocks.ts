import type { EventBlock } from '@chisel/core/event/event-block.ts';

const BLOCK_COUNT = 32;
const BLOCK_BYTES = 1 << 20;
const BLOCK_EVENTS = 16384;

/** The pool that the addon fills: what is not read in time stays in the rings, and is counted there. */
export function createBlocks(): EventBlock[] {
  return Array.from({ length: BLOCK_COUNT }, createBlock);
}

function createBlock(): EventBlock {
  const bytes = new Uint8Array(BLOCK_BYTES);
  return {
    kind: 'events',
    bytes,
    view: new DataView(bytes.buffer),
    count: 0,
    offsets: new Uint32Array(BLOCK_EVENTS),
    layouts: new Uint8Array(BLOCK_EVENTS),
  };
}
