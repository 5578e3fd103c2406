import type { Metadata, TargetFile, Targets } from '@tufjs/models';
import type { RegistryClient } from '../client/registry-client.ts';
import { signerOf, type KeyPair } from '../keys/key-pair.ts';
import { bytesOf } from '../tree/commit-tree.ts';
import { delegationsIn } from '../tree/delegations.ts';
import { inDays, lifetimeDays } from '../tree/expiry.ts';
import { newSigner, nextVersion } from '../tree/new-signer.ts';

/** What an author has signed in a registry so far; nothing, for one that it does not know. */
export async function authorMetadata(
  client: RegistryClient,
  author: string,
): Promise<Metadata<Targets> | undefined> {
  const known = delegationsIn(client.top()).find((delegation) => delegation.author === author);
  if (known === undefined) return undefined;
  const signers = await client.signers();
  return signers.find(({ role }) => role === author)?.metadata;
}

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
