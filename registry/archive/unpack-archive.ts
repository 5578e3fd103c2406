import { gunzipSync } from 'node:zlib';
import { Header } from 'tar';
import { archiveUnsafe } from '../errors.ts';
import { limits } from '../limits.ts';
import type { FileMap } from './pack-files.ts';
import { collisionFault, pathFault } from './safe-path.ts';

const blockBytes = 512;

/** Reads a `.tgz` into memory, or refuses it whole when any entry is more than a plain file or folder. */
export function unpackArchive(tarball: Buffer, subject: string): FileMap {
  const refuse = (reason: string, cause?: unknown): Error =>
    archiveUnsafe({ subject, reason }, cause);
  const entries = readEntries(expand(tarball, refuse), refuse);
  const collision = collisionFault(entries.map(([path]) => path));
  if (collision !== undefined) throw refuse(`it holds ${collision}`);
  return new Map(entries);
}

type Refuse = (reason: string, cause?: unknown) => Error;

function expand(tarball: Buffer, refuse: Refuse): Buffer {
  try {
    return gunzipSync(tarball, { maxOutputLength: limits.unpackedBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw refuse(`it unpacks to more than ${limits.unpackedBytes} bytes`, error);
    }
    throw refuse('it is not a whole gzip file', error);
  }
}

function readEntries(tar: Buffer, refuse: Refuse): [string, Buffer][] {
  const entries: [string, Buffer][] = [];
  for (let offset = 0; ;) {
    if (offset + blockBytes > tar.length) throw refuse('it is cut short');
    const header = readHeader(tar, offset, refuse);
    if (header.nullBlock) break;
    const size = header.size ?? 0;
    const start = offset + blockBytes;
    checkEntry(header, refuse);
    if (start + size > tar.length) throw refuse('it is cut short');
    if (header.type !== 'Directory') {
      entries.push([header.path ?? '', tar.subarray(start, start + size)]);
    }
    if (entries.length > limits.files) throw refuse(`it holds more than ${limits.files} files`);
    offset = start + Math.ceil(size / blockBytes) * blockBytes;
  }
  return entries;
}

function readHeader(tar: Buffer, offset: number, refuse: Refuse): Header {
  let header: Header;
  try {
    header = new Header(tar, offset);
  } catch (error) {
    throw refuse(`the entry at offset ${offset} is damaged`, error);
  }
  if (!header.nullBlock && !header.cksumValid) {
    throw refuse(`the entry at offset ${offset} is damaged`);
  }
  return header;
}

function checkEntry(header: Header, refuse: Refuse): void {
  const path = header.path ?? '';
  const { type } = header;
  const isFolder = type === 'Directory';
  if (type !== 'File' && type !== 'OldFile' && !isFolder) {
    throw refuse(`${JSON.stringify(path)} is a ${type}, and only plain files are allowed`);
  }
  const size = header.size ?? 0;
  if (!Number.isSafeInteger(size) || size < 0 || (isFolder && size !== 0)) {
    throw refuse(`${JSON.stringify(path)} has an impossible size`);
  }
  // tools that pack a folder as a whole begin with an entry for the folder itself
  if (isFolder && (path === './' || path === '.')) return;
  const fault = pathFault(isFolder ? path.replace(/\/$/, '') : path);
  if (fault !== undefined) throw refuse(`it holds ${fault}: ${JSON.stringify(path)}`);
}
