import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { embedded, embeddedFolder, openOrigin } from '../origin/open-origin.ts';
import { metadataPath } from '../tree/tree-paths.ts';
import { RegistryClient } from './registry-client.ts';
import { rootFile, trustStore } from './trust-store.ts';
import { firstRoot } from './trusted-root.ts';

export interface OpenOptions {
  readonly home: string;
  /** The fingerprint that the first root must have. */
  readonly root?: string | undefined;
}

/** Opens a registry by its place: gets its newest metadata and verifies it from what is trusted. */
export async function openRegistry(place: string, options: OpenOptions): Promise<RegistryClient> {
  const origin = openOrigin(place);
  if (place === embedded) return RegistryClient.open(origin, embeddedTrust());
  const store = trustStore(options.home, origin.place);
  const trusted = store.read();
  if (!trusted.has(rootFile)) {
    trusted.clear();
    trusted.set(rootFile, await firstRoot(origin, place, options.root));
  }
  return RegistryClient.open(origin, trusted, store);
}

/** The program trusts the root that came with it. */
function embeddedTrust(): Map<string, Buffer> {
  return new Map([[rootFile, readFileSync(join(embeddedFolder, metadataPath('root', 1)))]]);
}
