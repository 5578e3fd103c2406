import { Metadata, Root, type Key } from '@tufjs/models';
import type { KeyRing } from '../keys/key-ring.ts';
import { sign } from './commit-tree.ts';
import { inDays, lifetimeDays } from './expiry.ts';
import type { Tree } from './tree.ts';

type RootJson = Parameters<typeof Root.fromJSON>[0];

/**
 * The next root of a registry, with new keys for some roles in the place of the old. Who knows the last
 * root believes it because that one's keys have signed it; it is signed with its own keys too.
 */
export function nextRoot(
  { root }: Tree,
  ring: KeyRing,
  keys: Readonly<Record<string, Key>> = {},
): Metadata<Root> {
  // what toJSON gives shares its lists with the old root, which still has to be what it was
  const json = structuredClone<RootJson>(root.signed.toJSON());
  const version = root.signed.version + 1;
  const next = Root.fromJSON({ ...json, version, expires: inDays(lifetimeDays.root) });
  for (const [role, key] of Object.entries(keys)) {
    next.roles[role]?.keyIDs.splice(0);
    next.addKey(key, role);
  }
  dropUnused(next);
  const metadata = new Metadata(next);
  sign(metadata, root, 'root', ring);
  sign(metadata, metadata, 'root', ring);
  return metadata;
}

function dropUnused(root: Root): void {
  const used = new Set(Object.values(root.roles).flatMap(({ keyIDs }) => keyIDs));
  for (const id of Object.keys(root.keys)) if (!used.has(id)) delete root.keys[id];
}
