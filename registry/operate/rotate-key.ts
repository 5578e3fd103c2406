import { resolve } from 'node:path';
import { chiselHome } from '../install/home.ts';
import { createKeyPair } from '../keys/key-pair.ts';
import { writeKeyFile } from '../keys/key-file.ts';
import { keyNames, keyPath } from '../keys/key-ring.ts';
import { commitTree, sign } from '../tree/commit-tree.ts';
import { inDays, lifetimeDays } from '../tree/expiry.ts';
import { nextVersion } from '../tree/new-signer.ts';
import { nextRoot } from '../tree/next-root.ts';
import type { topRoles } from '../tree/init-tree.ts';
import { topRole, topSigner } from '../tree/tree.ts';
import { changeRegistry } from './change-registry.ts';
import type { OperateOptions } from './init-registry.ts';
import { keysFolderOf } from './keys-of.ts';

/**
 * Gives a role of a registry a new key in the place of the old. Clients follow, as the root says so;
 * the old key signs nothing any more. Gives the file of the new key.
 */
export async function rotateKey(
  folder: string,
  role: (typeof topRoles)[number],
  options: OperateOptions = {},
): Promise<string> {
  const { home = chiselHome(), keys } = options;
  const keptIn = keys === undefined ? keysFolderOf(resolve(folder), home) : resolve(keys);
  return changeRegistry(folder, options, (tree, ring) => {
    const pair = createKeyPair();
    const file = keyPath(keptIn, `${role}-${keyNames(keptIn).length + 1}`);
    writeKeyFile(file, pair);
    const both = new Map([...ring, [pair.key.keyID, pair]]);
    const root = nextRoot(tree, both, { [role]: pair.key });
    const signers = new Map<string, ReturnType<typeof topSigner>>();
    if (role === topRole) {
      const next = nextVersion(topSigner(tree), { expires: inDays(lifetimeDays.targets) });
      sign(next, root, topRole, both);
      signers.set(topRole, next);
    }
    commitTree(tree, { roots: [root], signers }, both);
    return file;
  });
}
