import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { homeUnusable } from '../errors.ts';
import { lockDatabase, lockFile } from '../lock/lock-paths.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder that installed chisels are kept in. */
export function chiselHome(env: Environment = process.env): string {
  if (env['CHISEL_HOME']) return resolve(env['CHISEL_HOME']);
  const data = env['XDG_DATA_HOME'];
  // the XDG specification tells to ignore relative paths
  const base = data?.startsWith('/') ? data : join(homedir(), '.local', 'share');
  return join(base, 'chisel');
}

/**
 * Makes the folder, readable by its owner only, when it is not there yet.
 * The lock's database is made first, so a home without it that has chisels is someone else's.
 */
export function openHome(home: string): string {
  refuseForeign(home);
  try {
    makeFolder(home);
    makeLockDatabase(lockDatabase(home));
    makeFolder(join(home, 'chisels'));
  } catch (error) {
    throw homeUnusable({ home, reason: (error as Error).message }, error);
  }
  return home;
}

function refuseForeign(home: string): void {
  // folders before marks: another process makes them the other way round
  const folder = [join(home, 'chisels'), stagingFolder(home)].find((path) => existsSync(path));
  if (folder === undefined) return;
  if ([lockDatabase(home), lockFile(home)].some((path) => existsSync(path))) return;
  throw homeUnusable({
    home,
    reason: `${basename(folder)}/ is there already, and no install made it`,
    remedy: 'Set CHISEL_HOME to a folder that nothing else uses.',
  });
}

/** An empty file is an empty database. One that is there is never opened: closing would unlock it. */
function makeLockDatabase(path: string): void {
  if (existsSync(path)) return;
  try {
    closeSync(openSync(path, 'wx', 0o644));
  } catch (error) {
    ignoreExisting(error);
  }
}

/** Node's own recursive way never returns where the system lies about what is missing, as in /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    ignoreExisting(error);
  }
}

/** Another process may have been quicker. */
function ignoreExisting(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}

/** Where an installed chisel's folder is. */
export const installedFolder = (home: string, folder: string): string =>
  join(home, 'chisels', folder);

/** Where a chisel is written before it gets its place; only the holder of the lock has one. */
export const stagingFolder = (home: string): string => join(home, '.chisel-staging');
