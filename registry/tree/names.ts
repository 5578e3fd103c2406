import { delegationsIn } from './delegations.ts';
import { parseTargetPath } from './tree-paths.ts';
import { topSigner, type Tree } from './tree.ts';

/** The names of all chisels that anybody signs for, and those that are kept for an author. */
export function namesIn(tree: Tree): Set<string> {
  const signed = [...tree.signers.values()].flatMap(({ signed: { targets } }) =>
    Object.keys(targets).flatMap((path) => parseTargetPath(path)?.name ?? []),
  );
  const reserved = delegationsIn(topSigner(tree)).flatMap(({ paths }) =>
    paths.map((path) => path.replace(/\/\*$/, '')).filter((name) => !name.includes('*')),
  );
  return new Set([...signed, ...reserved]);
}
