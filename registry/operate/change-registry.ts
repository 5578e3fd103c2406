import { resolve } from 'node:path';
import { chiselHome } from '../install/home.ts';
import { readKeyRing, type KeyRing } from '../keys/key-ring.ts';
import { withLock } from '../lock/with-lock.ts';
import { newestRoot, readTree, type Tree } from '../tree/tree.ts';
import type { OperateOptions } from './init-registry.ts';
import { keysFolderOf } from './keys-of.ts';

/** Changes a registry in a folder while nobody else does. */
export async function changeRegistry<Result>(
  path: string,
  { home = chiselHome(), keys }: OperateOptions,
  change: (tree: Tree, ring: KeyRing) => Result | Promise<Result>,
): Promise<Result> {
  const folder = resolve(path);
  newestRoot(folder);
  const ring = readKeyRing(keys === undefined ? keysFolderOf(folder, home) : resolve(keys));
  return withLock(folder, () => change(readTree(folder), ring));
}
