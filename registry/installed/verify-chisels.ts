import { chiselHome, installedFolder } from '../install/home.ts';
import { readLockFile } from '../lock/lock-file.ts';
import { changesIn } from './changes-in.ts';
import { lockedEntry, type HomeOptions } from './load-installed.ts';

export interface Verdict {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
  /** How it differs from what was installed; empty when it does not. */
  readonly changes: readonly string[];
}

/** Compares what is on the disk with the lock file: the named chisels, or all. */
export function verifyChisels(names?: readonly string[], options: HomeOptions = {}): Verdict[] {
  const home = options.home ?? chiselHome();
  return (names ?? Object.keys(readLockFile(home).chisels)).map((name) => {
    const { version, integrity, folder, files } = lockedEntry(home, name);
    return { name, version, integrity, changes: changesIn(installedFolder(home, folder), files) };
  });
}
