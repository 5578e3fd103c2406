import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
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
    mkdirSync(join(home, 'chisels'), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw homeUnusable({ home, reason: (error as Error).message }, error);
  }
  return home;
}

/** Where an installed chisel's folder is. */
export const installedFolder = (home: string, folder: string): string =>
  join(home, 'chisels', folder);
