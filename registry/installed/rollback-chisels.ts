import { changedOnDisk, nothingBefore } from '../errors.ts';
import { chiselHome, installedFolder, openHome } from '../install/home.ts';
import { readLockFile, writeLockFile, type LockEntry } from '../lock/lock-file.ts';
import { withLock } from '../lock/with-lock.ts';
import { changesIn } from './changes-in.ts';
import { lockedEntry, type HomeOptions } from './load-installed.ts';

/** A chisel that is at the version before again. */
export interface RolledBack {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Puts chisels back to what was installed before, all or none; doing it again undoes it. */
export async function rollbackChisels(
  names: readonly string[],
  options: HomeOptions = {},
): Promise<RolledBack[]> {
  const home = options.home ?? chiselHome();
  for (const name of names) swapped(home, name);
  return withLock(openHome(home), () => {
    const swaps = names.map((name) => [name, swapped(home, name)] as const);
    const chisels = { ...readLockFile(home).chisels, ...Object.fromEntries(swaps) };
    const done = swaps.map(([name, entry]) => ({
      name,
      from: entry.before?.version ?? '',
      to: entry.version,
    }));
    writeLockFile(home, chisels);
    return done;
  });
}

/** The entry of a chisel with what was before in its place; refused when that is not whole any more. */
function swapped(home: string, name: string): LockEntry {
  const { before, ...current } = lockedEntry(home, name);
  if (before === undefined) throw nothingBefore({ name, version: current.version });
  const changes = changesIn(installedFolder(home, before.folder), before.files);
  if (changes.length > 0) throw changedOnDisk({ subject: `${name}@${before.version}`, changes });
  return { ...before, before: current };
}
