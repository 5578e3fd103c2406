import type { Metadata, TargetFile, Targets } from '@tufjs/models';
import { signerOf, type KeyPair } from '../keys/key-pair.ts';
import { bytesOf } from '../tree/commit-tree.ts';
import { inDays, lifetimeDays } from '../tree/expiry.ts';
import { newSigner, nextVersion } from '../tree/new-signer.ts';

/** The next metadata of an author, signed: what was there and what is new. */
export function signNext(
  current: Metadata<Targets> | undefined,
  added: readonly TargetFile[],
  pair: KeyPair,
  version?: number,
): Buffer {
  const expires = inDays(lifetimeDays.author);
  const next = nextVersion(current ?? newSigner(expires), {
    expires,
    targets: added,
    version: version ?? (current === undefined ? 1 : current.signed.version + 1),
  });
  next.sign(signerOf(pair));
  return bytesOf(next);
}
