import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { fileMissing, tooLarge, unreachable } from '../errors.ts';

/** Reads a plain file of at most `limitBytes`; a pipe or a device never blocks it. */
export function readBoundedFile(file: string, limitBytes: number): Buffer {
  const fd = open(file);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw unreachable({ place: file, reason: 'it is not a file' });
    if (stat.size > limitBytes) throw tooLarge({ subject: file, limitBytes });
    return readAll(fd, stat.size);
  } finally {
    closeSync(fd);
  }
}

function open(file: string): number {
  try {
    return openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw fileMissing({ file }, error);
    throw unreachable({ place: file, reason: message }, error);
  }
}

function readAll(fd: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let length = 0;
  for (let got = -1; got !== 0 && length < size; length += got) {
    got = readSync(fd, bytes, length, size - length, null);
  }
  return bytes.subarray(0, length);
}
