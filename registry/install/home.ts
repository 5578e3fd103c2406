import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { homeUnusable } from '../errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder that installed chisels are kept in. */
export function chiselHome(env: Environment = process.env): string {
  if (env['CHISEL_HOME']) return resolve(env['CHISEL_HOME']);
  const data = env['XDG_DATA_HOME'];
  // the XDG specification tells to ignore relative paths
  const base = data?.startsWith('/') ? data : join(homedir(), '.local', 'share');
  return join(base, 'chisel');
}

/** Makes the folder, readable by its owner only, when it is not there yet. */
export function openHome(home: string): string {
  try {
    makeFolder(join(home, 'chisels'));
  } catch (error) {
    throw homeUnusable({ home, reason: (error as Error).message }, error);
  }
  return home;
}

/** Node's own recursive way never returns where the system lies about what is missing, as in /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have been quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Where an installed chisel's folder is. */
export const installedFolder = (home: string, folder: string): string =>
  join(home, 'chisels', folder);
