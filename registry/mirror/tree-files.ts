import type { RegistryClient } from '../client/registry-client.ts';
import { rootFile } from '../client/trust-store.ts';
import { limits } from '../limits.ts';
import { metadataPath, timestampPath } from '../tree/tree-paths.ts';
import { parseMetadata } from '../tree/tree.ts';

/**
 * The metadata of a registry that a client has verified, as it is in the tree: all roots from the first, and
 * of each role the version that the snapshot names.
 */
export async function metadataFiles(client: RegistryClient): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (let version = 1; version <= client.root().signed.version; version++) {
    const path = metadataPath('root', version);
    files.set(path, await client.origin.read(path, limits.rootBytes));
  }
  const { meta } = client.snapshot().signed;
  for (const [name, bytes] of client.files()) {
    const version = versionIn(bytes, name);
    if (name === rootFile) continue;
    if (name === 'timestamp.json') files.set(timestampPath, bytes);
    // what is kept of a role that was not looked at this time may be older
    else if (name === 'snapshot.json' || meta[decodeURIComponent(name)]?.version === version) {
      files.set(metadataPath(decodeURIComponent(name).replace(/\.json$/, ''), version), bytes);
    }
  }
  return files;
}

function versionIn(bytes: Buffer, name: string): number {
  const { signed } = parseMetadata(bytes, name) as { signed?: { version?: number } };
  return Number(signed?.version);
}
