import { resolve } from 'node:path';
import { Metadata, MetadataKind } from '@tufjs/models';
import { authorFileInvalid, lookAlikeName, nameTaken } from '../errors.ts';
import { publicKey } from '../keys/key-pair.ts';
import { limits } from '../limits.ts';
import { parseJson } from '../manifest/parse-json.ts';
import { readBoundedFile } from '../origin/read-bounded-file.ts';
import { isAuthorName } from '../publish/publication.ts';
import { isChiselName } from '../spec/parse-spec.ts';
import { commitTree, nextVersionOf } from '../tree/commit-tree.ts';
import { delegationsIn, ownsName, type Delegation } from '../tree/delegations.ts';
import { lookAlike } from '../tree/look-alike.ts';
import { namesIn } from '../tree/names.ts';
import { pathPattern } from '../tree/tree-paths.ts';
import { parseMetadata, topRole, topSigner, type Tree } from '../tree/tree.ts';
import { withAuthor } from '../tree/with-author.ts';
import type { AuthorRequest } from '../publish/author-request.ts';
import { changeRegistry } from './change-registry.ts';
import type { OperateOptions } from './init-registry.ts';

/**
 * Lets an author sign for names, `@team/*` for a whole scope. For an author who is known it gives more
 * names, or the key of the file in the place of the old one. Gives all the names that are the author's.
 */
export async function delegate(
  folder: string,
  authorFile: string,
  names: readonly string[],
  options: OperateOptions = {},
): Promise<{ author: string; names: string[] }> {
  const request = readRequest(resolve(authorFile));
  return changeRegistry(folder, options, (tree, ring) => {
    const delegation = delegationOf(tree, request, names);
    const top = withAuthor(tree, delegation, ring);
    const metadata = verified(tree, request, top, authorFile);
    const signers = new Map([[topRole, top], ...metadata]);
    commitTree(tree, { signers }, ring);
    const own = delegation.paths.map((path) => path.replace(/\/\*$/, ''));
    return { author: request.author, names: own };
  });
}

function readRequest(file: string): AuthorRequest {
  const invalid = (reason: string): Error => authorFileInvalid({ file, reason });
  const json = parseJson(readBoundedFile(file, limits.metadataBytes), ([problem]) =>
    invalid(problem?.text ?? ''),
  ) as Partial<AuthorRequest>;
  const { author = '', key = '' } = json;
  if (!isAuthorName(author) || !/^[0-9a-f]{64}$/.test(key)) {
    throw invalid('it has no author and no key');
  }
  return { author, key, metadata: json.metadata };
}

function delegationOf(tree: Tree, request: AuthorRequest, names: readonly string[]): Delegation {
  const { author, key } = request;
  const all = delegationsIn(topSigner(tree));
  const mine = all.find((delegation) => delegation.author === author);
  const others = all.filter((delegation) => delegation !== mine);
  for (const name of names) {
    if (!isChiselName(name.replace(/\/\*$/, '/x'))) throw nameTaken({ name, author });
    if (others.some((other) => ownsName(other, name))) throw nameTaken({ name, author });
    const other = lookAlike(name, namesIn(tree));
    if (other !== undefined) throw lookAlikeName({ name, other });
  }
  const paths = new Set([...(mine?.paths ?? []), ...names.map(pathPattern)]);
  return { author, keys: [publicKey(key)], paths: [...paths] };
}

/** The author's metadata, which has to be signed with the key that is to be trusted. */
function verified(
  tree: Tree,
  { author, metadata }: AuthorRequest,
  top: ReturnType<typeof withAuthor>,
  file: string,
): [string, typeof top][] {
  const known = tree.signers.get(author);
  try {
    const text = JSON.stringify(metadata);
    const signed = Metadata.fromJSON(
      MetadataKind.Targets,
      parseMetadata(Buffer.from(text ?? ''), file),
    );
    top.verifyDelegate(author, signed);
    const next = nextVersionOf(tree, author);
    if (known !== undefined && signed.signed.version === known.signed.version) return [];
    if (signed.signed.version === next) return [[author, signed]];
    throw new Error(`its metadata has version ${signed.signed.version}, and ${next} is next`);
  } catch (error) {
    throw authorFileInvalid({ file, reason: (error as Error).message }, error);
  }
}
