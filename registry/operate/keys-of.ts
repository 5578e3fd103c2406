import { join } from 'node:path';
import { Metadata, MetadataKind } from '@tufjs/models';
import { limits } from '../limits.ts';
import { readBoundedFile } from '../origin/read-bounded-file.ts';
import { metadataPath } from '../tree/tree-paths.ts';
import { parseMetadata } from '../tree/tree.ts';

/** Where those who make a registry keep its keys, when they say nothing else: never in its tree. */
export function keysFolderOf(folder: string, home: string): string {
  const file = join(folder, metadataPath('root', 1));
  const json = parseMetadata(readBoundedFile(file, limits.rootBytes), file);
  const { signed } = Metadata.fromJSON(MetadataKind.Root, json);
  return keysFolder(home, signed.roles['root']?.keyIDs[0] ?? '');
}

/** A registry's keys are told from others by the id of its first root key. */
export const keysFolder = (home: string, rootKeyId: string): string =>
  join(home, 'keys', rootKeyId.slice(0, 16));
