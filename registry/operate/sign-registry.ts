import type { KeyRing } from '../keys/key-ring.ts';
import { commitTree, sign, type Changes } from '../tree/commit-tree.ts';
import { daysUntil, inDays, lifetimeDays } from '../tree/expiry.ts';
import { nextVersion } from '../tree/new-signer.ts';
import { nextRoot } from '../tree/next-root.ts';
import { topRole, topSigner, type Tree } from '../tree/tree.ts';
import { changeRegistry } from './change-registry.ts';
import type { OperateOptions } from './init-registry.ts';

export interface SignOptions extends OperateOptions {
  /** How many days snapshot and timestamp are good for. */
  readonly days?: number | undefined;
}

/** When less than this part of a lifetime is left, metadata is signed anew. */
const renewAt = 1 / 3;

/**
 * Says again that this is the newest state, so that clients go on believing it. Root and targets are
 * renewed too when their end is near and their keys are here. Gives the moment until which it is good.
 */
export async function signRegistry(folder: string, options: SignOptions = {}): Promise<string> {
  const tree = await changeRegistry(folder, options, (current, ring) =>
    commitTree(current, renewal(current, ring, options.days ?? lifetimeDays.online), ring),
  );
  return tree.timestamp.signed.expires;
}

/** What has to be signed anew. */
export function renewal(tree: Tree, ring: KeyRing, days: number): Changes {
  const isDue = (expires: string, lifetime: number): boolean =>
    daysUntil(expires) < lifetime * renewAt;
  const roots = isDue(tree.root.signed.expires, lifetimeDays.root) ? [nextRoot(tree, ring)] : [];
  const top = topSigner(tree);
  const signers = new Map<string, typeof top>();
  if (isDue(top.signed.expires, lifetimeDays.targets)) {
    const next = nextVersion(top, { expires: inDays(lifetimeDays.targets) });
    sign(next, roots[0] ?? tree.root, topRole, ring);
    signers.set(topRole, next);
  }
  return { roots, signers, expires: inDays(days) };
}
