import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { keyAmbiguous, keyUnusable } from '../errors.ts';
import { createKeyFile, readKeyFile } from '../keys/key-file.ts';
import type { KeyPair } from '../keys/key-pair.ts';
import { keyNames, keyPath } from '../keys/key-ring.ts';
import { isAuthorName } from './publication.ts';

/** An author's key and the name that it is known by. */
export interface AuthorKey {
  readonly name: string;
  readonly file: string;
  readonly pair: KeyPair;
  readonly isNew: boolean;
}

export const authorsFolder = (home: string): string => join(home, 'keys', 'authors');

/** The key that an author signs with: the named one, else the only one, else a new one. */
export function authorKey(home: string, named?: string): AuthorKey {
  const folder = authorsFolder(home);
  const names = keyNames(folder);
  if (named === undefined && names.length > 1) throw keyAmbiguous({ names });
  const name = named ?? names[0] ?? userName();
  const file = keyPath(folder, name);
  if (existsSync(file)) return { name, file, pair: readKeyFile(file), isNew: false };
  return createAuthorKey(home, name);
}

/** Makes a key for an author. */
export function createAuthorKey(home: string, name: string): AuthorKey {
  const file = keyPath(authorsFolder(home), name);
  if (!isAuthorName(name)) {
    throw keyUnusable({ file, reason: 'an author has a name of lower-case letters, digits and -' });
  }
  return { name, file, pair: createKeyFile(file), isNew: true };
}

function userName(): string {
  const name = userInfo()
    .username.toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '');
  return isAuthorName(name) ? name : 'author';
}
