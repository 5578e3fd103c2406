import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Root, Targets } from '@tufjs/models';
import { MetaFile, Metadata, Snapshot, Timestamp } from '@tufjs/models';
import { keyMissing } from '../errors.ts';
import { signerOf } from '../keys/key-pair.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { writeFileAtomic } from '../lock/write-atomic.ts';
import { inDays, lifetimeDays } from './expiry.ts';
import { metadataPath, timestampPath } from './tree-paths.ts';
import { topRole, topSigner, type Tree } from './tree.ts';

/** What is to be different in the next state of a tree. */
export interface Changes {
  /** New roots, one after the other; each signed by those before. */
  readonly roots?: readonly Metadata<Root>[];
  /** Metadata of signers, already signed. */
  readonly signers?: ReadonlyMap<string, Metadata<Targets>>;
  /** Roles that nobody has any more. */
  readonly gone?: ReadonlySet<string>;
  /** Archives by their path in the tree. */
  readonly files?: ReadonlyMap<string, Buffer>;
  /** When snapshot and timestamp expire; 30 days from now when absent. */
  readonly expires?: string;
}

/**
 * Writes the next state of a tree. Whatever has a version or a digest in its name is written before
 * `timestamp.json`, which is replaced by a rename: a reader sees the old state or the new one.
 */
export function commitTree(tree: Tree, changes: Changes, keys: KeyRing): Tree {
  const next = nextTree(tree, changes, keys);
  for (const [path, bytes] of changes.files ?? []) writeOnce(tree.folder, path, bytes);
  for (const [role, signer] of changes.signers ?? []) writeMetadata(tree.folder, role, signer);
  writeMetadata(tree.folder, 'snapshot', next.snapshot);
  for (const root of changes.roots ?? []) writeMetadata(tree.folder, 'root', root);
  writeFileAtomic(join(tree.folder, timestampPath), bytesOf(next.timestamp));
  return next;
}

function nextTree(tree: Tree, changes: Changes, keys: KeyRing): Tree {
  const { expires = inDays(lifetimeDays.online), gone } = changes;
  const root = changes.roots?.at(-1) ?? tree.root;
  const signers = new Map([...tree.signers, ...(changes.signers ?? [])]);
  for (const role of gone ?? []) signers.delete(role);
  const { specVersion } = tree.root.signed;
  const snapshot = new Metadata(
    new Snapshot({ specVersion, expires, ...snapshotParts(tree, signers) }),
  );
  sign(snapshot, root, 'snapshot', keys);
  const timestamp = new Metadata(
    new Timestamp({
      specVersion,
      expires,
      version: tree.timestamp.signed.version + 1,
      snapshotMeta: metaFile(snapshot),
    }),
  );
  sign(timestamp, root, 'timestamp', keys);
  return { folder: tree.folder, root, timestamp, snapshot, signers };
}

/** A role that was once there stays in the snapshot: clients take its absence for a rollback. */
function snapshotParts(tree: Tree, signers: Tree['signers']) {
  const meta = { ...tree.snapshot.signed.meta };
  for (const [role, signer] of signers) meta[`${role}.json`] = metaFile(signer);
  return { version: tree.snapshot.signed.version + 1, meta };
}

/** Signs as a role with all its keys that are at hand; too few are an error. */
export function sign(
  metadata: Metadata<Root | Targets | Snapshot | Timestamp>,
  delegator: Metadata<Root> | Metadata<Targets>,
  role: string,
  keys: KeyRing,
): void {
  const { keyIDs = [], threshold = 1 } = roleIn(delegator, role) ?? {};
  const held = keyIDs.flatMap((id) => keys.get(id) ?? []);
  if (held.length < threshold) throw keyMissing({ role, needed: threshold, held: held.length });
  for (const pair of held) metadata.sign(signerOf(pair));
}

export function roleIn(delegator: Metadata<Root> | Metadata<Targets>, role: string) {
  const { signed } = delegator;
  return 'roles' in signed ? signed.roles[role] : signed.delegations?.roles?.[role];
}

/** Who says which keys a role has: the root for `targets`, that for the others. */
export function delegatorOf(tree: Tree, role: string): Metadata<Root> | Metadata<Targets> {
  return role === topRole ? tree.root : topSigner(tree);
}

export const bytesOf = (metadata: { toJSON(): object }): Buffer =>
  Buffer.from(`${JSON.stringify(metadata.toJSON(), null, 1)}\n`);

function metaFile(metadata: Metadata<Snapshot> | Metadata<Targets>): MetaFile {
  const bytes = bytesOf(metadata);
  const sha512 = createHash('sha512').update(bytes).digest('hex');
  return new MetaFile({
    version: metadata.signed.version,
    length: bytes.length,
    hashes: { sha512 },
  });
}

function writeMetadata(
  folder: string,
  role: string,
  metadata: Metadata<Root> | Metadata<Snapshot> | Metadata<Targets>,
): void {
  writeOnce(folder, metadataPath(role, metadata.signed.version), bytesOf(metadata));
}

/** Writes a file whose name says what is in it; what an interrupted change left is replaced. */
export function writeOnce(folder: string, path: string, bytes: Buffer): void {
  const file = join(folder, path);
  if (existsSync(file) && readFileSync(file).equals(bytes)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileAtomic(file, bytes);
}
