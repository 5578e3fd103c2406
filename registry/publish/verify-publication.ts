import { isDeepStrictEqual } from 'node:util';
import { Metadata, MetadataKind, type Targets } from '@tufjs/models';
import type { PackedChisel } from '../build/pack-chisel.ts';
import { publicationRefused, publicationStale, versionTaken } from '../errors.ts';
import { nextVersionOf } from '../tree/commit-tree.ts';
import { delegationsJson, type Delegation } from '../tree/delegations.ts';
import { nextVersion } from '../tree/new-signer.ts';
import { targetOf } from '../tree/target-of.ts';
import { parseMetadata, topSigner, type Tree } from '../tree/tree.ts';
import type { Publication } from './publication.ts';

/** Gives the author's metadata when it is what it has to be: signed, the next, and nothing but the archive more. */
export function verifyPublication(
  tree: Tree,
  publication: Publication,
  chisel: PackedChisel,
  delegation: Delegation,
): Metadata<Targets> {
  const { author } = publication;
  const subject = `${chisel.manifest.name}@${chisel.manifest.version}`;
  const refuse = (reason: string, cause?: unknown): Error =>
    publicationRefused({ subject, reason }, cause);
  const metadata = parse(publication, refuse);
  const version = nextVersionOf(tree, author);
  if (metadata.signed.version !== version) throw publicationStale({ author, version });
  verifySignature(tree, delegation, metadata, refuse);
  if (metadata.signed.delegations !== undefined) throw refuse('an author delegates to nobody');
  if (metadata.signed.isExpired()) throw refuse('its metadata has expired');
  verifyTargets(tree.signers.get(author), metadata, chisel, refuse);
  return metadata;
}

type Refuse = (reason: string, cause?: unknown) => Error;

function parse({ author, metadata }: Publication, refuse: Refuse): Metadata<Targets> {
  try {
    return Metadata.fromJSON(MetadataKind.Targets, parseMetadata(metadata, author));
  } catch (error) {
    throw refuse((error as Error).message, error);
  }
}

function verifySignature(
  tree: Tree,
  delegation: Delegation,
  metadata: Metadata<Targets>,
  refuse: Refuse,
): void {
  const delegations = delegationsJson([delegation]);
  const top = nextVersion(topSigner(tree), { expires: metadata.signed.expires, delegations });
  try {
    top.verifyDelegate(delegation.author, metadata);
  } catch (error) {
    throw refuse((error as Error).message, error);
  }
}

/** What was published stays as it is; one archive is new, and what is said of it is what its manifest says. */
function verifyTargets(
  before: Metadata<Targets> | undefined,
  after: Metadata<Targets>,
  chisel: PackedChisel,
  refuse: Refuse,
): void {
  const known = before?.signed.targets ?? {};
  const target = targetOf(chisel);
  if (known[target.path] !== undefined) {
    throw versionTaken({ subject: `${chisel.manifest.name}@${chisel.manifest.version}` });
  }
  const wanted = { ...known, [target.path]: target };
  const toJson = (targets: Targets['targets']) =>
    Object.fromEntries(Object.entries(targets).map(([path, file]) => [path, file.toJSON()]));
  if (!isDeepStrictEqual(toJson(after.signed.targets), toJson(wanted))) {
    throw refuse('its metadata says more than that this archive is new');
  }
}
