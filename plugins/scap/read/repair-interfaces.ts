import type { BlockReader } from './block-reader.ts';
import { HEADER_BYTES, isKnownBlock, TRAILER_BYTES } from './block-types.ts';

const LENGTH_BYTES = 4;
const KIND_AND_NAME_LENGTH_BYTES = 4;
const KINDS = 4;

/**
 * The true length of an interface list (version 2). Some writers, when they rewrite an older capture,
 * forget 4 or 8 bytes for each entry in the block's length, but write all entries. The true end is
 * where the stated length is repeated and a known block, or nothing, follows. Undefined when it is
 * not such a block.
 */
export async function interfaceListLength(blocks: BlockReader): Promise<number | undefined> {
  const { window } = blocks;
  const stated = window.view.getUint32(window.at + 4, true);
  const available = await window.require(2 * stated + 64);
  const { view, at: start } = window;
  let length = HEADER_BYTES;
  while (length + LENGTH_BYTES + KIND_AND_NAME_LENGTH_BYTES <= available) {
    const kind = view.getUint16(start + length + LENGTH_BYTES, true);
    if (kind < 1 || kind > KINDS) return undefined;
    length += LENGTH_BYTES + view.getUint32(start + length, true);
    const trailer = Math.ceil(length / 4) * 4;
    const total = trailer + TRAILER_BYTES;
    if (total > available) return undefined;
    if (view.getUint32(start + trailer, true) !== stated) continue;
    if (total === available) return total;
    const next = total + 4 <= available ? view.getUint32(start + total, true) : 0;
    if (isKnownBlock(next)) return total;
  }
  return undefined;
}
