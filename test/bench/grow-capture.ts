import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Event blocks: block type, and where in the block the time stamp is. */
const stampOffsets = new Map([
  [0x204, 10],
  [0x216, 10],
  [0x221, 10],
  [0x208, 14],
  [0x217, 14],
  [0x222, 14],
]);
const blockFrameBytes = 12;
/** Event time between the end of one copy and the start of the next. */
const gapNs = 1000n;

interface Parts {
  /** Section header and tables. */
  tables: Buffer[];
  events: Buffer[];
}

/**
 * Makes a large capture of a small one: the tables once, then the event blocks over and over, until
 * there are at least `events` of them. Time stamps move on with each copy. Returns how many it wrote.
 */
export function growCapture(input: string, output: string, events: number): number {
  const parts = splitBlocks(readCapture(input));
  if (parts.events.length === 0) throw new Error(`${input} has no events to grow from`);
  const copies = Math.ceil(events / parts.events.length);
  const copy = Buffer.concat(parts.events);
  const { stamps, spanNs } = stampsOf(parts.events);
  const file = openSync(output, 'w');
  try {
    writeSync(file, Buffer.concat(parts.tables));
    for (let turn = 0; turn < copies; turn++) {
      const shiftNs = BigInt(turn) * (spanNs + gapNs);
      for (const [offset, tsNs] of stamps) copy.writeBigUInt64LE(tsNs + shiftNs, offset);
      writeSync(file, copy);
    }
  } finally {
    closeSync(file);
  }
  return copies * parts.events.length;
}

function readCapture(path: string): Buffer {
  const bytes = readFileSync(path);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

function splitBlocks(bytes: Buffer): Parts {
  const parts: Parts = { tables: [], events: [] };
  for (let at = 0; at + blockFrameBytes <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    if (length < blockFrameBytes || at + length > bytes.length) break;
    const block = bytes.subarray(at, at + length);
    (stampOffsets.has(block.readUInt32LE(0)) ? parts.events : parts.tables).push(block);
    at += length;
  }
  return parts;
}

/** Where the time stamps are in one copy, and how much time it covers. Some events carry none. */
function stampsOf(events: readonly Buffer[]): { stamps: [number, bigint][]; spanNs: bigint } {
  const stamps: [number, bigint][] = [];
  let at = 0;
  for (const block of events) {
    const offset = stampOffsets.get(block.readUInt32LE(0)) ?? 0;
    const tsNs = block.readBigUInt64LE(offset);
    if (tsNs > 0n && tsNs < 1n << 63n) stamps.push([at + offset, tsNs]);
    at += block.length;
  }
  const times = stamps.map(([, tsNs]) => tsNs);
  const least = times.reduce((a, b) => (b < a ? b : a), times[0] ?? 0n);
  const most = times.reduce((a, b) => (b > a ? b : a), 0n);
  return { stamps, spanNs: most - least };
}
