import type { PackedChisel } from '../build/pack-chisel.ts';
import { versionTaken } from '../errors.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { commitTree, sign } from './commit-tree.ts';
import { inDays, lifetimeDays } from './expiry.ts';
import { nextVersion } from './new-signer.ts';
import { targetOf } from './target-of.ts';
import { storedPath } from './tree-paths.ts';
import { withdrawalOf } from './withdrawals.ts';
import { topRole, topSigner, type Tree } from './tree.ts';

/** Adds archives that the registry itself signs; a version that is there is never changed. */
export function addArchives(
  tree: Tree,
  packed: readonly PackedChisel[],
  keys: KeyRing,
  expires: { readonly targets?: string; readonly online?: string } = {},
): Tree {
  const top = topSigner(tree);
  const files = new Map<string, Buffer>();
  const targets = packed.flatMap((chisel) => {
    const target = targetOf(chisel);
    const there = top.signed.targets[target.path];
    const { name, version } = chisel.manifest;
    const isGone = withdrawalOf(top, name, version) !== undefined;
    if (!isGone && there?.hashes['sha512'] === target.hashes['sha512']) return [];
    if (isGone || there !== undefined) throw versionTaken({ subject: `${name}@${version}` });
    files.set(storedPath(target), chisel.tarball);
    return [target];
  });
  if (targets.length === 0) return tree;
  const next = nextVersion(top, {
    expires: expires.targets ?? inDays(lifetimeDays.targets),
    targets,
  });
  sign(next, tree.root, topRole, keys);
  const signers = new Map([[topRole, next]]);
  const { online } = expires;
  return commitTree(
    tree,
    { signers, files, ...(online === undefined ? {} : { expires: online }) },
    keys,
  );
}
