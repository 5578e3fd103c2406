import { join, resolve } from 'node:path';
import { fingerprintOf } from '../client/trusted-root.ts';
import { chiselHome } from '../install/home.ts';
import { createKeyPair } from '../keys/key-pair.ts';
import { writeKeyFile } from '../keys/key-file.ts';
import { keyPath } from '../keys/key-ring.ts';
import { limits } from '../limits.ts';
import { readBoundedFile } from '../origin/read-bounded-file.ts';
import { initTree, refuseExisting, topRoles, type TopKeys } from '../tree/init-tree.ts';
import { metadataPath } from '../tree/tree-paths.ts';
import { keysFolder } from './keys-of.ts';

export interface OperateOptions {
  readonly home?: string | undefined;
  /** The folder with the registry's keys; by default in the home. */
  readonly keys?: string | undefined;
}

/** Makes an empty registry with new keys, which are kept outside of it. */
export function initRegistry(
  path: string,
  { home = chiselHome(), keys }: OperateOptions = {},
): { folder: string; fingerprint: string; keysFolder: string } {
  const folder = resolve(path);
  refuseExisting(folder);
  const pairs = Object.fromEntries(topRoles.map((role) => [role, createKeyPair()])) as TopKeys;
  const keptIn = keys === undefined ? keysFolder(home, pairs.root.key.keyID) : resolve(keys);
  // first the keys: a registry whose keys are lost cannot be changed
  for (const role of topRoles) writeKeyFile(keyPath(keptIn, role), pairs[role]);
  initTree(folder, pairs);
  return { folder, fingerprint: fingerprintOfTree(folder), keysFolder: keptIn };
}

/** What identifies a registry in a folder. */
export function fingerprintOfTree(folder: string): string {
  return fingerprintOf(readBoundedFile(join(folder, metadataPath('root', 1)), limits.rootBytes));
}
