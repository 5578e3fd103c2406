import type { Key, Metadata, Targets } from '@tufjs/models';
import { pathPattern } from './tree-paths.ts';

/** An author as the registry's metadata knows one: which keys sign, and for which names. */
export interface Delegation {
  readonly author: string;
  readonly keys: readonly Key[];
  readonly paths: readonly string[];
}

/** The authors of a registry. */
export function delegationsIn({ signed }: Metadata<Targets>): Delegation[] {
  const { roles = {}, keys = {} } = signed.delegations ?? {};
  return Object.values(roles).map(({ name, keyIDs, paths }) => ({
    author: name,
    keys: keyIDs.flatMap((id) => keys[id] ?? []),
    paths: paths ?? [],
  }));
}

/** Authors as metadata has them. */
export function delegationsJson(delegations: readonly Delegation[]): object {
  const keys = delegations.flatMap((delegation) => delegation.keys);
  return {
    keys: Object.fromEntries(keys.map((key) => [key.keyID, key.toJSON()])),
    roles: delegations.map((delegation) => ({
      name: delegation.author,
      keyids: delegation.keys.map(({ keyID }) => keyID),
      threshold: 1,
      terminating: false,
      paths: delegation.paths,
    })),
  };
}

/** The delegations with one more, or with one in the place of the author's own. */
export function withDelegation(
  delegations: readonly Delegation[],
  added: Delegation,
): readonly Delegation[] {
  return [...delegations.filter(({ author }) => author !== added.author), added];
}

/** Whether a name is an author's, by itself or by its scope. */
export function ownsName({ paths }: Delegation, name: string): boolean {
  return paths.some((path) => path === pathPattern(name) || path === pathPattern(scopeOf(name)));
}

const scopeOf = (name: string): string => `${name.split('/')[0]}/*`;
