import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Root, Targets } from '@tufjs/models';
import { MetaFile, Metadata, Snapshot, Timestamp } from '@tufjs/models';
import { keyMissing } from '../errors.ts';
import { signerOf } from '../keys/key-pair.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { syncFolder, writeDurably, writeFileAtomic } from '../lock/write-atomic.ts';
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
 * Writes the next state of a tree. Whatever has a version or a digest in its name is on the disk before
 * `timestamp.json` is replaced by a rename: a reader sees the old state or the new one.
 */
export function commitTree(tree: Tree, changes: Changes, keys: KeyRing): Tree {
  const next = nextTree(tree, changes, keys);
  const files = new Map(changes.files);
  const add = (role: string, metadata: Versioned): unknown =>
    files.set(metadataPath(role, metadata.signed.version), bytesOf(metadata));
  for (const [role, signer] of changes.signers ?? []) add(role, signer);
  for (const root of changes.roots ?? []) add('root', root);
  add('snapshot', next.snapshot);
  writeFixed(tree.folder, files);
  writeFileAtomic(join(tree.folder, timestampPath), bytesOf(next.timestamp));
  return next;
}

/** A tree as it will be, before it is signed and written: what the next change is made on. */
export function withChanges(tree: Tree, { signers = new Map(), gone = new Set() }: Changes): Tree {
  const all = new Map([...tree.signers, ...signers]);
  for (const role of gone) all.delete(role);
  return { ...tree, signers: all };
}

/** The version that a signer's next metadata has to have. Roles that are gone keep theirs in the snapshot. */
export function nextVersionOf({ signers, snapshot }: Tree, role: string): number {
  const last = signers.get(role)?.signed.version ?? snapshot.signed.meta[`${role}.json`]?.version;
  return (last ?? 0) + 1;
}

function nextTree(tree: Tree, changes: Changes, keys: KeyRing): Tree {
  const { expires = inDays(lifetimeDays.online) } = changes;
  const root = changes.roots?.at(-1) ?? tree.root;
  const { signers } = withChanges(tree, changes);
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

type Versioned = Metadata<Root> | Metadata<Snapshot> | Metadata<Targets>;

/** Writes files whose names say what is in them; what an interrupted change left is replaced. */
export function writeFixed(root: string, files: ReadonlyMap<string, Buffer>): void {
  const folders = new Set<string>();
  for (const [path, bytes] of files) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file).equals(bytes)) continue;
    for (const made of makeFolders(dirname(file))) folders.add(made);
    writeDurably(`${file}.new`, bytes, 'w');
    renameSync(`${file}.new`, file);
    folders.add(dirname(file));
  }
  folders.forEach(syncFolder);
}

/** Makes a folder and those above it; gives the folders in which a name is new. */
function makeFolders(folder: string): string[] {
  const first = mkdirSync(folder, { recursive: true });
  const made: string[] = [];
  if (first === undefined) return made;
  for (let below = folder; below.length >= first.length; below = dirname(below)) {
    made.push(dirname(below));
  }
  return made;
}
