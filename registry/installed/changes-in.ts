import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { listFiles } from '../archive/read-folder.ts';

/** Says how a folder differs from the files that the lock file lists; nothing when it does not. */
export function changesIn(folder: string, files: Readonly<Record<string, string>>): string[] {
  const present = presentFiles(folder);
  if (typeof present === 'string') return [present];
  const changes: string[] = [];
  for (const [path, expected] of Object.entries(files)) {
    if (!present.delete(path)) changes.push(`${path} is missing`);
    else if (digestOf(readFileSync(join(folder, path))) !== expected) {
      changes.push(`${path} was changed`);
    }
  }
  for (const path of present) changes.push(`${path} was added`);
  return changes;
}

/** The sha512 SRI string of bytes, without the weight of a parser for other kinds. */
export function digestOf(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

function presentFiles(folder: string): Set<string> | string {
  try {
    return new Set(listFiles(folder));
  } catch (error) {
    if (error instanceof ChiselError) return error.message;
    throw error;
  }
}
