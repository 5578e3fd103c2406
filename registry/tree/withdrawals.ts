import type { Metadata, Targets } from '@tufjs/models';

/** A version that a registry does not offer any more, kept in its metadata beside the delegations. */
export interface Withdrawal {
  readonly name: string;
  readonly version: string;
  readonly reason: string;
}

const key = 'withdrawn';

/** All withdrawals in a registry's metadata, whoever signed for what is withdrawn. */
export function withdrawalsIn({ signed }: Metadata<Targets>): Withdrawal[] {
  const list: unknown = signed.unrecognizedFields[key];
  return Array.isArray(list) ? (list as unknown[]).filter(isWithdrawal) : [];
}

export function withdrawalOf(
  top: Metadata<Targets>,
  name: string,
  version: string,
): Withdrawal | undefined {
  return withdrawalsIn(top).find((one) => one.name === name && one.version === version);
}

function isWithdrawal(json: unknown): json is Withdrawal {
  if (typeof json !== 'object' || json === null) return false;
  const { name, version, reason } = json as Partial<Record<keyof Withdrawal, unknown>>;
  return [name, version, reason].every((value) => typeof value === 'string');
}
