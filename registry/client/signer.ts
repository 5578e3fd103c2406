import type { Metadata, Root, Targets } from '@tufjs/models';

/** Who signed for a chisel. */
export interface Signer {
  /** The role: `targets` is the registry itself, any other an author. */
  readonly role: string;
  /** Ids of the keys with which it was done. */
  readonly keys: readonly string[];
}

/** The keys that a role really signed with, among those that it may use. */
export function signerOf(
  role: string,
  metadata: Metadata<Targets>,
  delegator: Metadata<Root> | Metadata<Targets>,
): Signer {
  const { signed } = delegator;
  const known = 'roles' in signed ? signed : signed.delegations;
  const ids = known?.roles?.[role]?.keyIDs ?? [];
  return { role, keys: ids.filter((id) => hasSigned(known?.keys[id], metadata)) };
}

type Key = Root['keys'][string];

function hasSigned(key: Key | undefined, metadata: Metadata<Targets>): boolean {
  try {
    key?.verifySignature(metadata);
    return key !== undefined;
  } catch {
    return false;
  }
}
