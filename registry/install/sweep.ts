import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LockFile } from '../lock/lock-file.ts';
import { lockDatabase } from '../lock/lock-paths.ts';
import { isFolderName } from './folder-name.ts';
import { installedFolder, stagingFolder } from './home.ts';

/**
 * Removes what was interrupted or replaced: what an install made and the lock file does not name,
 * neither as installed nor as what to go back to.
 */
export function sweep(home: string, chisels: LockFile['chisels']): void {
  const named = new Set(
    Object.values(chisels).flatMap(({ folder, before }) => [folder, before?.folder]),
  );
  sweepStaging(home);
  for (const folder of readdirSync(join(home, 'chisels'))) {
    if (named.has(folder) || !isFolderName(folder)) continue;
    rmSync(installedFolder(home, folder), { recursive: true, force: true });
  }
}

/** Removes what was being written. */
export function sweepStaging(home: string): void {
  rmSync(stagingFolder(home), { recursive: true, force: true });
}

/** Whether a change was interrupted and left something, if only the journal of the lock. */
export const hasLeftovers = (home: string): boolean =>
  [stagingFolder(home), `${lockDatabase(home)}-journal`].some((path) => existsSync(path));
