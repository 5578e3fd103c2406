import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { bytes } from '@chisel/scap/testing/byte-builder.ts';
import { CaptureBuilder } from '@chisel/scap/testing/capture-builder.ts';
import { eventBlockTypes } from '@chisel/scap/read/block-types.ts';
import { Layout } from '@chisel/core/event/event-block.ts';
import { captureFolder } from '../support/project.ts';

/** A small sound capture and where its blocks are. */
export interface Base {
  readonly name: string;
  readonly content: Buffer;
  readonly blocks: readonly BlockPlace[];
}

export interface BlockPlace {
  readonly start: number;
  readonly end: number;
  /** Offset of the event's header in it, undefined for tables. */
  readonly event: number | undefined;
}

const EVENTS_OF_A_TYPE = 3;
const MAX_TABLE_BYTES = 12_000;

/** Excerpts of real captures with a few events of every type, and one made by hand. */
export function createBases(): Base[] {
  const real = ['curl_google.scap', 'sample.scap', 'demo.scap.gz'].map((name) =>
    baseOf(name, excerpt(readCapture(name))),
  );
  const old = baseOf('every block type', everyBlockType());
  return [...real, old, baseOf('two sections', Buffer.concat([old.content, old.content]))];
}

/** The same captures compressed; their blocks can't be found in there. */
export function compressedBases(bases: readonly Base[]): Base[] {
  return bases.map(({ name, content }) => ({
    name: `${name}, compressed`,
    content: gzipSync(content),
    blocks: [],
  }));
}

function baseOf(name: string, content: Buffer): Base {
  return { name, content, blocks: findBlocks(content) };
}

function readCapture(name: string): Buffer {
  const content = readFileSync(join(captureFolder, name));
  return content[0] === 0x1f ? gunzipSync(content) : content;
}

function excerpt(content: Buffer): Buffer {
  const seen = new Map<number, number>();
  let tableBytes = 0;
  const kept = findBlocks(content).filter(({ start, end, event }) => {
    if (event === undefined) {
      tableBytes += end - start;
      return tableBytes < MAX_TABLE_BYTES || end - start < 100;
    }
    const type = content.readUInt16LE(event + 20);
    const count = (seen.get(type) ?? 0) + 1;
    seen.set(type, count);
    return count <= EVENTS_OF_A_TYPE;
  });
  return Buffer.concat(kept.map(({ start, end }) => content.subarray(start, end)));
}

function findBlocks(content: Buffer): BlockPlace[] {
  const blocks: BlockPlace[] = [];
  for (let start = 0; start < content.length;) {
    const end = start + content.readUInt32LE(start + 4);
    const found = eventBlockTypes.get(content.readUInt32LE(start));
    const flags = found && (found.layout & Layout.DUMP_FLAGS) !== 0 ? 4 : 0;
    blocks.push({ start, end, event: found && start + 10 + flags });
    start = end;
  }
  return blocks;
}

function everyBlockType(): Buffer {
  const fd = bytes().i64(3).build();
  const name = bytes().raw('/etc/passwd\0').build();
  const thread = bytes().i64(1, 1, 0).text('init', '/sbin/init', 'a\0b\0', '/').i64(1024);
  thread.u32(0, 0, 0);
  const file = bytes().i64(3).u64(9).u8(1).text('/etc/passwd').build();
  return new CaptureBuilder()
    .section([1, 0], bytes().u16(1, 4).raw('note').u16(0, 0).build())
    .block(0x8002abcd, bytes().u32(2).zeros(176))
    .block(0x8011abcd, bytes().u16(3, 2).raw('\x7f\0\0\x01', '\xff\0\0\0', '\x7f\0\0\x01', 'lo'))
    .block(
      0x8012abcd,
      bytes().u8(0).u32(0, 0).text('root', '/root', '/bin/sh').u8(1).u32(0).text('root'),
    )
    .block(0x8000abcd, thread)
    .block(0x8001abcd, bytes().i64(1).bytes(file))
    .block(0x4711, bytes().zeros(40))
    .event({ type: 2, version: 1, blockType: 0x8010abcd })
    .event({
      type: 3,
      version: 1,
      params: [fd, name, bytes().u32(1).build(), bytes().u32(0).build()],
    })
    .event({ type: 4, version: 1, dumpFlags: 1, params: [fd] })
    .event({
      type: 280,
      version: 1,
      params: [name, name],
      length: 22 + 4 + 24 + 3,
      extra: Buffer.alloc(3),
    })
    .event({ type: 5, params: [fd], dumpFlags: 0 })
    .event({ type: 6, params: [fd, bytes().u32(10).build()], large: true, dumpFlags: 2 })
    .event({ type: 322, params: [bytes().u32(1).build(), name], lengthWidth: 4, large: true })
    .event({
      type: 324,
      params: [bytes().raw('{"container":{"id":"abc"}}\0').build()],
      lengthWidth: 4,
    })
    .build();
}
