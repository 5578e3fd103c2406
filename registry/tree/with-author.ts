import type { Metadata, Targets } from '@tufjs/models';
import type { KeyRing } from '../keys/key-ring.ts';
import { sign } from './commit-tree.ts';
import { delegationsIn, delegationsJson, withDelegation, type Delegation } from './delegations.ts';
import { inDays, lifetimeDays } from './expiry.ts';
import { nextVersion } from './new-signer.ts';
import { topRole, topSigner, type Tree } from './tree.ts';

/** The registry's own metadata with an author more, or with more names of one. */
export function withAuthor(tree: Tree, delegation: Delegation, ring: KeyRing): Metadata<Targets> {
  const delegations = withDelegation(delegationsIn(topSigner(tree)), delegation);
  return withAuthors(tree, delegations, ring);
}

/** The registry's own metadata with these authors. */
export function withAuthors(
  tree: Tree,
  delegations: readonly Delegation[],
  ring: KeyRing,
  others: { readonly revoked?: object } = {},
): Metadata<Targets> {
  const next = nextVersion(topSigner(tree), {
    expires: inDays(lifetimeDays.targets),
    delegations: delegationsJson(delegations),
    ...others,
  });
  sign(next, tree.root, topRole, ring);
  return next;
}
