import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The project's folder. */
export const root = new URL('../..', import.meta.url).pathname;

export const captureFolder = join(root, 'test/captures');

/** The command as it is installed: a launcher that finds the project's own Node. */
export const chisel = join(root, 'plugins/cli/bin/chisel');

/** Names of the capture files that belong to the project, folders of it left out. */
export function captureNames(): string[] {
  return readdirSync(captureFolder)
    .filter((name) => /\.scap(\.gz)?$/.test(name))
    .sort();
}
