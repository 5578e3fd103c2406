import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The folders with scripts that are searched after the installed chisels, in this order. */
export function chiselFolders(env: Environment = process.env): string[] {
  const listed = (env['SYSDIG_CHISEL_DIR'] ?? '').split(';').map((folder) => folder.trim());
  const home = env['HOME'] === undefined ? [] : [join(env['HOME'], '.chisels')];
  return [...listed.filter((folder) => folder !== ''), '.', 'chisels', ...home, INSTALLED_FOLDER];
}

/** Where sysdig's packages put its chisels. */
export const INSTALLED_FOLDER = '/usr/share/sysdig/chisels';
