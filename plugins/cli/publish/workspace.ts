import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackageJson } from './published-manifest.ts';

/** The folder of the whole project. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Folders of the packages that are published, from the root. */
export const packageFolders: readonly string[] = [
  'core',
  'sdk',
  'probe',
  'registry',
  ...globSync('plugins/*/package.json', { cwd: root }).map((path) => path.replace(/\/[^/]*$/, '')),
];

export const commandFolder = 'plugins/cli';

export function readPackage(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as PackageJson;
}
