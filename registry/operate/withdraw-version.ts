import { noVersion, specInvalid, unknownChisel } from '../errors.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import { commitTree, sign } from '../tree/commit-tree.ts';
import { inDays, lifetimeDays } from '../tree/expiry.ts';
import { nextVersion } from '../tree/new-signer.ts';
import { parseTargetPath } from '../tree/tree-paths.ts';
import { topRole, topSigner, type Tree } from '../tree/tree.ts';
import { withdrawalOf, withdrawalsIn, type Withdrawal } from '../tree/withdrawals.ts';
import { changeRegistry } from './change-registry.ts';
import type { OperateOptions } from './init-registry.ts';

/**
 * Offers one version of a chisel no more, whoever signed for it. Its archive stays and its number is not
 * given again. Doing it twice changes nothing.
 */
export async function withdrawVersion(
  folder: string,
  subject: string,
  { reason = 'withdrawn', ...options }: OperateOptions & { readonly reason?: string | undefined },
): Promise<Withdrawal> {
  const spec = parseSpec(subject);
  if (spec.kind !== 'name' || spec.range === '*') {
    throw specInvalid({ spec: subject, reason: 'it is not NAME@VERSION' });
  }
  const withdrawal = { name: spec.name, version: spec.range, reason };
  return changeRegistry(folder, options, (tree, ring) => {
    refuseUnknown(tree, withdrawal);
    const top = topSigner(tree);
    const known = withdrawalOf(top, withdrawal.name, withdrawal.version);
    if (known !== undefined) return known;
    const next = nextVersion(top, {
      expires: inDays(lifetimeDays.targets),
      withdrawn: [...withdrawalsIn(top), withdrawal],
    });
    sign(next, tree.root, topRole, ring);
    commitTree(tree, { signers: new Map([[topRole, next]]) }, ring);
    return withdrawal;
  });
}

function refuseUnknown({ signers, folder }: Tree, { name, version }: Withdrawal): void {
  const paths = [...signers.values()].flatMap(({ signed }) => Object.keys(signed.targets));
  const targets = paths.flatMap((path) => parseTargetPath(path) ?? []);
  const versions = targets.filter((target) => target.name === name).map((one) => one.version);
  if (versions.length === 0) throw unknownChisel({ name, place: folder });
  if (!versions.includes(version)) throw noVersion({ name, range: version, versions });
}
