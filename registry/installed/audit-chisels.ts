import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { chiselHome, installedFolder } from '../install/home.ts';
import { readLockFile, type LockEntry } from '../lock/lock-file.ts';
import { RegistrySet } from '../registries/registry-set.ts';
import { sriOf } from '../verify/verify-integrity.ts';
import { revocationOf } from '../tree/revocations.ts';
import { withdrawalOf } from '../tree/withdrawals.ts';
import { targetPath } from '../tree/tree-paths.ts';
import { changesIn } from './changes-in.ts';
import { lockedEntry, type HomeOptions } from './load-installed.ts';

/** What speaks against an installed chisel. */
export interface Audited {
  readonly name: string;
  readonly version: string;
  /** Sentences about it; empty when nothing does. */
  readonly problems: readonly string[];
}

/** Asks the registries that installed chisels came from whether they still stand for them. */
export async function auditChisels(
  names: readonly string[] | undefined,
  options: HomeOptions = {},
): Promise<Audited[]> {
  const home = options.home ?? chiselHome();
  const registries = new RegistrySet({ home });
  try {
    const audited: Audited[] = [];
    for (const name of names ?? Object.keys(readLockFile(home).chisels)) {
      const entry = lockedEntry(home, name);
      const onDisk = changesIn(installedFolder(home, entry.folder), entry.files);
      const problems = [...onDisk, ...(await registryProblems(name, entry, registries))];
      audited.push({ name, version: entry.version, problems });
    }
    await registries.remember();
    return audited;
  } finally {
    await registries.close();
  }
}

async function registryProblems(
  name: string,
  entry: LockEntry,
  registries: RegistrySet,
): Promise<string[]> {
  const { registry, version, integrity, signer } = entry;
  if (registry === undefined) return ['nobody signed for it: it came from a folder or an archive'];
  try {
    const client = await registries.open(registry);
    const found = await client.find(targetPath(name, version));
    if (found === undefined) {
      const revocation = revocationOf(client.top(), name);
      if (revocation === undefined) return [`${registry} does not have it any more`];
      return [`its author ${revocation.author} was revoked: ${revocation.reason}`];
    }
    const problems: string[] = [];
    const withdrawal = withdrawalOf(client.top(), name, version);
    if (withdrawal !== undefined) problems.push(`it was withdrawn: ${withdrawal.reason}`);
    if (sriOf(found.target.hashes['sha512']) !== integrity) {
      problems.push(`${registry} signs for other bytes than these`);
    }
    if (signer !== undefined && found.signer.role !== signer.role) {
      problems.push(`it is signed by ${found.signer.role} now, not by ${signer.role}`);
    }
    return problems;
  } catch (error) {
    if (error instanceof ChiselError) return [error.message];
    throw error;
  }
}
