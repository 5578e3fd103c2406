import { lookAlikeName, nameTaken, publicationRefused } from '../errors.ts';
import { publicKey } from '../keys/key-pair.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { openPacked } from '../operate/add-chisels.ts';
import type { PackedChisel } from '../build/pack-chisel.ts';
import { roleIn, type Changes } from '../tree/commit-tree.ts';
import { delegationsIn, ownsName, type Delegation } from '../tree/delegations.ts';
import { lookAlike } from '../tree/look-alike.ts';
import { namesIn } from '../tree/names.ts';
import { revocationsIn } from '../tree/revocations.ts';
import { targetOf } from '../tree/target-of.ts';
import { pathPattern, storedPath } from '../tree/tree-paths.ts';
import { topRole, topSigner, type Tree } from '../tree/tree.ts';
import { withAuthor } from '../tree/with-author.ts';
import { isAuthorName, type Publication } from './publication.ts';
import { verifyPublication } from './verify-publication.ts';

/** Checks a publication and says what it changes in a registry. */
export function acceptPublication(
  tree: Tree,
  publication: Publication,
  ring: KeyRing,
): { changes: Changes; chisel: PackedChisel } {
  const chisel = openPacked(publication.archive, `the archive of ${publication.author}`);
  const { name } = chisel.manifest;
  const delegation = delegationFor(tree, publication, name, ring);
  const metadata = verifyPublication(tree, publication, chisel, delegation);
  const files = new Map([[storedPath(targetOf(chisel)), chisel.tarball]]);
  const signers = new Map([[publication.author, metadata]]);
  if (!isKnown(tree, delegation)) {
    signers.set(topRole, withAuthor(tree, delegation, ring));
  }
  return { changes: { signers, files }, chisel };
}

const isKnown = (tree: Tree, { author, paths }: Delegation): boolean =>
  delegationsIn(topSigner(tree)).some(
    (known) => known.author === author && known.paths.length === paths.length,
  );

/**
 * Who the author is to the registry. A name that nobody has becomes the author's own, if those who hold
 * the key of the registry itself accept the publication; an author's key is never replaced here.
 */
function delegationFor(
  tree: Tree,
  { author, key }: Publication,
  name: string,
  ring: KeyRing,
): Delegation {
  const subject = name;
  if (!isAuthorName(author)) {
    throw publicationRefused({ subject, reason: `'${author.slice(0, 40)}' is no author's name` });
  }
  const { keyID } = publicKey(key);
  const isRevoked = revocationsIn(topSigner(tree)).some(({ keys }) => keys.includes(keyID));
  if (isRevoked) throw publicationRefused({ subject, reason: 'its key was revoked' });
  const delegations = delegationsIn(topSigner(tree));
  const mine = delegations.find((delegation) => delegation.author === author);
  if (mine !== undefined && !mine.keys.some(({ keyVal }) => keyVal['public'] === key)) {
    throw publicationRefused({ subject, reason: `the key is none of those of '${author}'` });
  }
  if (mine !== undefined && ownsName(mine, name)) return mine;
  if (!canDelegate(tree, ring) || name.startsWith('@')) throw nameTaken({ name, author });
  const isOfRevoked = revocationsIn(topSigner(tree)).some(
    (revocation) => revocation.author === author || revocation.names.includes(name),
  );
  if (isOfRevoked || namesIn(tree).has(name)) throw nameTaken({ name, author });
  const other = lookAlike(name, namesIn(tree));
  if (other !== undefined) throw lookAlikeName({ name, other });
  const { keys = [publicKey(key)], paths = [] } = mine ?? {};
  return { author, keys, paths: [...paths, pathPattern(name)] };
}

function canDelegate(tree: Tree, ring: KeyRing): boolean {
  return (roleIn(tree.root, topRole)?.keyIDs ?? []).some((id) => ring.has(id));
}
