import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Root, Snapshot, Targets, Timestamp } from '@tufjs/models';
import { Metadata, MetadataKind } from '@tufjs/models';
import { metadataInvalid, notARegistry } from '../errors.ts';
import { limits } from '../limits.ts';
import { readBoundedFile } from '../origin/read-bounded-file.ts';
import { metadataFolder, metadataPath, timestampPath } from './tree-paths.ts';

/** The current metadata of a registry, as those who make it see it. */
export interface Tree {
  readonly folder: string;
  readonly root: Metadata<Root>;
  readonly timestamp: Metadata<Timestamp>;
  readonly snapshot: Metadata<Snapshot>;
  /** Those who sign chisels, by role: `targets`, which also says who the others are, and authors. */
  readonly signers: ReadonlyMap<string, Metadata<Targets>>;
}

export const topRole = 'targets';

/** Reads the newest metadata in a folder. It is the maker's own; nothing is verified. */
export function readTree(folder: string): Tree {
  const version = newestRoot(folder);
  const root = Metadata.fromJSON(MetadataKind.Root, json(folder, metadataPath('root', version)));
  const timestamp = Metadata.fromJSON(MetadataKind.Timestamp, json(folder, timestampPath));
  const snapshotVersion = timestamp.signed.snapshotMeta.version;
  const snapshot = Metadata.fromJSON(
    MetadataKind.Snapshot,
    json(folder, metadataPath('snapshot', snapshotVersion)),
  );
  const signers = readSigners(folder, snapshot);
  return { folder, root, timestamp, snapshot, signers };
}

/** Roles that are delegated to no more stay in the snapshot, but sign nothing. */
function readSigners(folder: string, snapshot: Metadata<Snapshot>): Map<string, Metadata<Targets>> {
  const { meta } = snapshot.signed;
  const read = (role: string): Metadata<Targets> => {
    const version = meta[`${role}.json`]?.version ?? 0;
    return Metadata.fromJSON(MetadataKind.Targets, json(folder, metadataPath(role, version)));
  };
  const top = read(topRole);
  const roles = Object.keys(top.signed.delegations?.roles ?? {});
  return new Map([[topRole, top], ...roles.map((role) => [role, read(role)] as const)]);
}

/** The metadata that says who signs chisels. */
export function topSigner({
  signers,
  folder,
}: Pick<Tree, 'signers' | 'folder'>): Metadata<Targets> {
  const top = signers.get(topRole);
  if (top === undefined) throw notARegistry({ place: folder });
  return top;
}

/** The version of the newest root in a folder; a folder without one is no registry. */
export function newestRoot(folder: string): number {
  const versions = rootVersions(folder);
  if (versions.length === 0) throw notARegistry({ place: folder });
  return Math.max(...versions);
}

export function rootVersions(folder: string): number[] {
  try {
    return readdirSync(join(folder, metadataFolder)).flatMap((name) => {
      const version = /^(\d+)\.root\.json$/.exec(name)?.[1];
      return version === undefined ? [] : [Number(version)];
    });
  } catch (error) {
    throw notARegistry({ place: folder }, error);
  }
}

type Json = Parameters<typeof Root.fromJSON>[0];

function json(folder: string, path: string): Json {
  const bytes = readBoundedFile(join(folder, path), limits.metadataBytes);
  return parseMetadata(bytes, join(folder, path));
}

export function parseMetadata(bytes: Buffer, place: string): Json {
  try {
    return JSON.parse(bytes.toString()) as Json;
  } catch (error) {
    throw metadataInvalid({ file: place, reason: (error as Error).message }, error);
  }
}
