import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Replaces a file as a whole: readers and crashes see the old bytes or the new ones.
 * Only the holder of a lock writes a file with the ending `.new`, so that nothing piles up; who
 * has none names one of its own.
 */
export function writeFileAtomic(
  file: string,
  data: string | Uint8Array,
  temporary = `${file}.new`,
): void {
  writeDurably(temporary, data, 'w');
  renameSync(temporary, file);
  syncFolder(dirname(file));
}

/** Writes a file and waits until it is on the disk. */
export function writeDurably(
  file: string,
  data: string | Uint8Array,
  flag: 'w' | 'wx',
  mode = 0o644,
): void {
  const fd = openSync(file, flag, mode);
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
