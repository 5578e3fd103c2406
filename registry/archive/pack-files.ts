import { crc32 } from 'node:zlib';
import { Header } from 'tar';
import { collisionFault, pathFault } from './safe-path.ts';

/** The files of a chisel by their path in its folder. */
export type FileMap = ReadonlyMap<string, Buffer>;

const blockBytes = 512;
const storedBlockBytes = 65_535;

/**
 * Packs files into a `.tgz` whose bytes depend on nothing but the files.
 * Order, times, owners and modes are fixed. The gzip layer stores and does not compress: what a
 * deflate encoder makes of the same bytes differs between versions and processors.
 */
export function packFiles(files: FileMap): Buffer {
  const fault = [...files.keys()].map(pathFault).find(Boolean) ?? collisionFault(files.keys());
  if (fault !== undefined) throw new Error(`cannot pack ${fault}`);
  const parts: Buffer[] = [];
  for (const path of [...files.keys()].sort()) {
    const data = files.get(path) ?? Buffer.alloc(0);
    parts.push(tarHeader(path, data.length), data, padding(data.length));
  }
  parts.push(Buffer.alloc(2 * blockBytes));
  return gzipStored(Buffer.concat(parts));
}

function tarHeader(path: string, size: number): Buffer {
  const header = new Header({
    path,
    size,
    mode: 0o644,
    uid: 0,
    gid: 0,
    mtime: new Date(0),
    type: 'File',
    uname: '',
    gname: '',
  });
  const block = Buffer.alloc(blockBytes);
  header.encode(block, 0);
  return block;
}

const padding = (size: number): Buffer =>
  Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes);

/** RFC 1952 around RFC 1951 blocks of type 0. */
function gzipStored(data: Buffer): Buffer {
  // magic, deflate, no flags, no time, no extra flags, unknown system
  const parts: Buffer[] = [Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])];
  for (let offset = 0; offset < data.length; offset += storedBlockBytes) {
    const chunk = data.subarray(offset, offset + storedBlockBytes);
    const head = Buffer.alloc(5);
    head[0] = offset + storedBlockBytes >= data.length ? 1 : 0;
    head.writeUInt16LE(chunk.length, 1);
    head.writeUInt16LE(chunk.length ^ 0xffff, 3);
    parts.push(head, chunk);
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(data), 0);
  trailer.writeUInt32LE(data.length, 4);
  parts.push(trailer);
  return Buffer.concat(parts);
}
