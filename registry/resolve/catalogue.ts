import type { TargetFile } from '@tufjs/models';
import type { RegistryClient, SignerMetadata } from '../client/registry-client.ts';
import type { Signer } from '../client/signer.ts';
import { parseTargetPath, targetPath } from '../tree/tree-paths.ts';
import { withdrawalsIn } from '../tree/withdrawals.ts';

/** A chisel in a registry, with all its versions. */
export interface RegistryChisel {
  readonly name: string;
  readonly versions: readonly RegistryVersion[];
}

export interface RegistryVersion {
  readonly version: string;
  readonly target: TargetFile;
  readonly signer: Signer;
}

/** The chisels that the signers of a registry speak for, in order of their names. */
export async function readCatalogue(client: RegistryClient): Promise<RegistryChisel[]> {
  return chiselsOf(client, await client.signers());
}

/** One chisel of a registry; only the metadata of those who may sign it is read. */
export async function readChisel(
  client: RegistryClient,
  name: string,
): Promise<RegistryChisel | undefined> {
  const chisels = chiselsOf(client, await client.signers(`${name}/-`));
  return chisels.find((chisel) => chisel.name === name);
}

function chiselsOf(client: RegistryClient, signers: readonly SignerMetadata[]): RegistryChisel[] {
  const gone = new Set(withdrawalsIn(client.top()).map((one) => targetPath(one.name, one.version)));
  const byName = new Map<string, Map<string, RegistryVersion>>();
  for (const { metadata, signer, maySign } of signers) {
    for (const [path, target] of Object.entries(metadata.signed.targets)) {
      const { name, version } = parseTargetPath(path) ?? {};
      if (name === undefined || version === undefined || !maySign(path)) continue;
      if (gone.has(path)) continue;
      const versions = byName.get(name) ?? new Map<string, RegistryVersion>();
      byName.set(name, versions);
      // the first to speak for a version is the most trusted
      if (!versions.has(version)) versions.set(version, { version, target, signer });
    }
  }
  return [...byName]
    .map(([name, versions]) => ({ name, versions: [...versions.values()] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
