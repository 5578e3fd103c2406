import { closeSync, openSync, readSync } from 'node:fs';
import { HEADER_BYTES, TRAILER_BYTES } from '../read/block-types.ts';
import { BlockWriter } from './block-writer.ts';

const PROCESSES_V9 = 0x215;
const FDS_V2 = 0x218;
const CHUNK_BYTES = 1 << 20;
const LENGTH_BYTES = 4;
const ID_BYTES = 8;

/**
 * The pieces of a capture that was just written, with only those processes in its tables that are in
 * `related` or that those come from.
 */
export function* prunedPieces(
  file: string,
  related: ReadonlySet<bigint>,
): Generator<Uint8Array, void> {
  const kept = new Set(related);
  const fd = openSync(file, 'r');
  try {
    const parents = readParents(fd);
    for (const id of kept) for (const parent of parents.get(id) ?? []) kept.add(parent);
    for (const block of blocksOf(fd)) yield* prunedBlock(block, kept);
  } finally {
    closeSync(fd);
  }
}

/** Of each thread in the tables its process and its parent. */
function readParents(fd: number): Map<bigint, readonly bigint[]> {
  const parents = new Map<bigint, readonly bigint[]>();
  for (const block of blocksOf(fd)) {
    if (block.readUInt32LE(0) !== PROCESSES_V9) continue;
    for (const entry of entriesOf(block)) {
      const [tid, pid, ptid] = [0, 1, 2].map((n) =>
        entry.readBigInt64LE(LENGTH_BYTES + n * ID_BYTES),
      );
      if (tid !== undefined) parents.set(tid, [pid ?? tid, ptid ?? tid]);
    }
  }
  return parents;
}

function* prunedBlock(block: Buffer, kept: ReadonlySet<bigint>): Generator<Uint8Array, void> {
  const type = block.readUInt32LE(0);
  if (type === FDS_V2 && !kept.has(block.readBigInt64LE(HEADER_BYTES))) return;
  if (type !== PROCESSES_V9) {
    yield block;
    return;
  }
  const out = new BlockWriter();
  out.beginBlock(PROCESSES_V9);
  for (const entry of entriesOf(block)) {
    if (kept.has(entry.readBigInt64LE(LENGTH_BYTES))) out.raw(entry);
  }
  out.endBlock();
  yield out.written();
}

/** The entries of a process list; each begins with its length. */
function entriesOf(block: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  const end = block.length - TRAILER_BYTES;
  for (let at = HEADER_BYTES; at + LENGTH_BYTES <= end;) {
    const length = block.readUInt32LE(at);
    if (length < LENGTH_BYTES + 3 * ID_BYTES || at + length > end) break;
    entries.push(block.subarray(at, at + length));
    at += length;
  }
  return entries;
}

function* blocksOf(fd: number): Generator<Buffer, void> {
  let bytes = Buffer.alloc(0);
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let position = 0; ;) {
    const count = readSync(fd, chunk, 0, CHUNK_BYTES, position);
    if (count === 0) return;
    position += count;
    bytes = Buffer.concat([bytes, chunk.subarray(0, count)]);
    let at = 0;
    while (bytes.length - at >= HEADER_BYTES) {
      const total = bytes.readUInt32LE(at + 4);
      if (at + total > bytes.length) break;
      yield bytes.subarray(at, at + total);
      at += total;
    }
    bytes = bytes.subarray(at);
  }
}
