import type { Metadata, Targets } from '@tufjs/models';

/** An author whom a registry does not trust any more, kept in its metadata beside the delegations. */
export interface Revocation {
  readonly author: string;
  readonly reason: string;
  /** The names that were the author's. */
  readonly names: readonly string[];
  readonly keys: readonly string[];
}

const key = 'revoked';

/** All revocations in a registry's metadata. */
export function revocationsIn({ signed }: Metadata<Targets>): Revocation[] {
  const list: unknown = signed.unrecognizedFields[key];
  return Array.isArray(list) ? (list as unknown[]).filter(isRevocation) : [];
}

export function revocationOf(top: Metadata<Targets>, name: string): Revocation | undefined {
  return revocationsIn(top).find(({ names }) => names.includes(name));
}

function isRevocation(json: unknown): json is Revocation {
  const { author, reason, names, keys } = json as Partial<Record<keyof Revocation, unknown>>;
  const isText = (value: unknown): boolean => typeof value === 'string';
  const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
  return isText(author) && isText(reason) && areTexts(names) && areTexts(keys);
}
