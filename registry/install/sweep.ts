import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LockFile } from '../lock/lock-file.ts';
import { isFolderName } from './folder-name.ts';
import { installedFolder, stagingFolder } from './home.ts';

/**
 * Removes what was interrupted or replaced: what an install made and the lock file does not name.
 */
export function sweep(home: string, chisels: LockFile['chisels']): void {
  const named = new Set(Object.values(chisels).map(({ folder }) => folder));
  rmSync(stagingFolder(home), { recursive: true, force: true });
  for (const folder of readdirSync(join(home, 'chisels'))) {
    if (named.has(folder) || !isFolderName(folder)) continue;
    rmSync(installedFolder(home, folder), { recursive: true, force: true });
  }
}
