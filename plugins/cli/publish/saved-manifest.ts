import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.ts';

/** Where the package.json for development is while that for npm stands in its place. */
export function savedManifest(folder: string): string {
  return join(root, folder, '.package.json.saved');
}

/** Brings it back; also what a pack that was interrupted left behind. */
export function restoreManifest(folder: string): void {
  const saved = savedManifest(folder);
  if (existsSync(saved)) renameSync(saved, join(root, folder, 'package.json'));
}
