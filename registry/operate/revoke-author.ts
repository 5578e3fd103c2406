import { resolve } from 'node:path';
import { notAnAuthor } from '../errors.ts';
import { chiselHome } from '../install/home.ts';
import { removeTokens } from '../serve/tokens.ts';
import { commitTree } from '../tree/commit-tree.ts';
import { delegationsIn } from '../tree/delegations.ts';
import { revocationsIn, type Revocation } from '../tree/revocations.ts';
import { parseTargetPath } from '../tree/tree-paths.ts';
import { topRole, topSigner, type Tree } from '../tree/tree.ts';
import { withAuthors } from '../tree/with-author.ts';
import { changeRegistry } from './change-registry.ts';
import type { OperateOptions } from './init-registry.ts';
import { keysFolderOf } from './keys-of.ts';

/** Trusts an author no more: nothing that only the author signed can be installed from now on. */
export async function revokeAuthor(
  folder: string,
  author: string,
  { reason = 'revoked', ...options }: OperateOptions & { readonly reason?: string | undefined },
): Promise<Revocation> {
  const { home = chiselHome(), keys } = options;
  return changeRegistry(folder, options, async (tree, ring) => {
    const revocation = revocationOf(tree, author, reason);
    const top = topSigner(tree);
    const left = delegationsIn(top).filter((delegation) => delegation.author !== author);
    const next = withAuthors(tree, left, ring, { revoked: [...revocationsIn(top), revocation] });
    commitTree(tree, { signers: new Map([[topRole, next]]), gone: new Set([author]) }, ring);
    const keysFolder = keys === undefined ? keysFolderOf(resolve(folder), home) : resolve(keys);
    await removeTokens(keysFolder, author);
    return revocation;
  });
}

function revocationOf(tree: Tree, author: string, reason: string): Revocation {
  const authors = delegationsIn(topSigner(tree));
  const delegation = authors.find((candidate) => candidate.author === author);
  if (delegation === undefined) {
    throw notAnAuthor({ author, authors: authors.map((candidate) => candidate.author) });
  }
  const targets = Object.keys(tree.signers.get(author)?.signed.targets ?? {});
  const names = new Set(targets.flatMap((path) => parseTargetPath(path)?.name ?? []));
  const keys = delegation.keys.map(({ keyID }) => keyID);
  return { author, reason, names: [...names], keys };
}
