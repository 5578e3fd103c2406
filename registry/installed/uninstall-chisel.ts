import { chiselHome, openHome } from '../install/home.ts';
import { sweep } from '../install/sweep.ts';
import { readLockFile, writeLockFile } from '../lock/lock-file.ts';
import { withLock } from '../lock/with-lock.ts';
import { lockedEntry, type HomeOptions } from './load-installed.ts';

/** Removes an installed chisel and gives its version. */
export async function uninstallChisel(name: string, options: HomeOptions = {}): Promise<string> {
  const home = options.home ?? chiselHome();
  lockedEntry(home, name);
  return withLock(openHome(home), () => {
    const { version } = lockedEntry(home, name);
    const chisels = { ...readLockFile(home).chisels };
    delete chisels[name];
    writeLockFile(home, chisels);
    sweep(home, chisels);
    return version;
  });
}
