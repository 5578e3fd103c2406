import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Replaces a file as a whole: readers and crashes see the old bytes or the new ones. */
export function writeFileAtomic(file: string, data: string): void {
  // only the holder of the home's lock writes, so one name is enough and nothing piles up
  const temporary = `${file}.new`;
  writeDurably(temporary, data, 'w');
  renameSync(temporary, file);
  syncFolder(dirname(file));
}

/** Writes a file and waits until it is on the disk. */
export function writeDurably(file: string, data: string | Uint8Array, flag: 'w' | 'wx'): void {
  const fd = openSync(file, flag, 0o644);
  try {
    writeFileSync(fd, data);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Waits until the names in a folder are on the disk. */
export function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
