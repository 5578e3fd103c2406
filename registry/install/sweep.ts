import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LockFile } from '../lock/lock-file.ts';
import { installedFolder } from './home.ts';

/** Removes what the lock file does not name: the leftovers of what was interrupted or replaced. */
export function sweep(home: string, chisels: LockFile['chisels']): void {
  const named = new Set(Object.values(chisels).map(({ folder }) => folder));
  rmSync(stagingFolder(home), { recursive: true, force: true });
  for (const folder of readdirSync(join(home, 'chisels'))) {
    if (!named.has(folder)) rmSync(installedFolder(home, folder), { recursive: true, force: true });
  }
}

/** Where a chisel is written before it gets its place; only the holder of the lock has one. */
export const stagingFolder = (home: string): string => join(home, 'staging');
