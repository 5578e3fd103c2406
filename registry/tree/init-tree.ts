import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MetaFile, Metadata, Root, Snapshot, Timestamp } from '@tufjs/models';
import { registryExists } from '../errors.ts';
import type { KeyPair } from '../keys/key-pair.ts';
import { keyRing } from '../keys/key-ring.ts';
import { bytesOf, commitTree, sign, writeFixed } from './commit-tree.ts';
import { inDays, lifetimeDays } from './expiry.ts';
import { newSigner, specVersion } from './new-signer.ts';
import { metadataFolder, metadataPath, targetsFolder } from './tree-paths.ts';
import { topRole, type Tree } from './tree.ts';

export const topRoles = ['root', topRole, 'snapshot', 'timestamp'] as const;
export type TopKeys = Readonly<Record<(typeof topRoles)[number], KeyPair>>;

/** When parts of a tree expire; absent: after their usual lifetimes. */
export interface Expiry {
  readonly root?: string;
  readonly targets?: string;
  readonly online?: string;
}

/** Makes an empty registry in a folder, signed with these keys. */
export function initTree(folder: string, keys: TopKeys, expiry: Expiry = {}): Tree {
  refuseExisting(folder);
  for (const below of [metadataFolder, targetsFolder]) {
    mkdirSync(join(folder, below), { recursive: true });
  }
  const ring = keyRing(Object.values(keys));
  const root = firstRoot(keys, expiry.root ?? inDays(lifetimeDays.root));
  sign(root, root, 'root', ring);
  const targets = newSigner(expiry.targets ?? inDays(lifetimeDays.targets));
  sign(targets, root, topRole, ring);
  writeFixed(folder, new Map([[metadataPath('root', 1), bytesOf(root)]]));
  const changes = {
    signers: new Map([[topRole, targets]]),
    ...(expiry.online === undefined ? {} : { expires: expiry.online }),
  };
  return commitTree(unborn(folder, root), changes, ring);
}

export function refuseExisting(folder: string): void {
  if (existsSync(join(folder, metadataFolder))) throw registryExists({ folder });
}

function firstRoot(keys: TopKeys, expires: string): Metadata<Root> {
  const root = new Root({ specVersion, version: 1, expires, consistentSnapshot: true });
  for (const role of topRoles) root.addKey(keys[role].key, role);
  return new Metadata(root);
}

/** The state before the first one. */
function unborn(folder: string, root: Metadata<Root>): Tree {
  const common = { specVersion, version: 0, expires: root.signed.expires };
  const snapshotMeta = new MetaFile({ version: 1 });
  return {
    folder,
    root,
    timestamp: new Metadata(new Timestamp({ ...common, snapshotMeta })),
    snapshot: new Metadata(new Snapshot({ ...common, meta: {} })),
    signers: new Map(),
  };
}
