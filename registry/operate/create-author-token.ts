import { resolve } from 'node:path';
import { notAnAuthor } from '../errors.ts';
import { chiselHome } from '../install/home.ts';
import { isAuthorName } from '../publish/publication.ts';
import { createToken } from '../serve/tokens.ts';
import type { OperateOptions } from './init-registry.ts';
import { keysFolderOf } from './keys-of.ts';

/** Makes a token with which an author may publish at the server of a registry. */
export async function createAuthorToken(
  folder: string,
  author: string,
  { home = chiselHome(), keys }: OperateOptions = {},
): Promise<string> {
  if (!isAuthorName(author)) throw notAnAuthor({ author, authors: [] });
  const keysFolder = keys === undefined ? keysFolderOf(resolve(folder), home) : resolve(keys);
  return createToken(keysFolder, author);
}
