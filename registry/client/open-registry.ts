import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { embedded, embeddedFolder, openOrigin } from '../origin/open-origin.ts';
import { metadataPath } from '../tree/tree-paths.ts';
import { RegistryClient } from './registry-client.ts';
import { rootFile, trustStore, type TrustStore } from './trust-store.ts';
import { fingerprintOf, firstRoot } from './trusted-root.ts';

/** A registry that is trusted from now on because it was there first; no fingerprint was given for it. */
export interface FirstContact {
  readonly place: string;
  readonly fingerprint: string;
}

export interface OpenOptions {
  readonly home: string;
  /** The fingerprint that the first root must have. */
  readonly root?: string | undefined;
  /** Told when a registry begins to be trusted without a fingerprint. */
  readonly onFirstContact?: ((contact: FirstContact) => void) | undefined;
}

/** Opens a registry by its place: gets its newest metadata and verifies it from what is trusted. */
export async function openRegistry(place: string, options: OpenOptions): Promise<RegistryClient> {
  const origin = openOrigin(place);
  if (place === embedded) return RegistryClient.open(origin, embeddedTrust());
  const store = trustStore(options.home, origin.place);
  const trusted = store.read();
  if (trusted.has(rootFile)) return RegistryClient.open(origin, trusted, store);
  const root = await firstRoot(origin, place, options.root);
  const contact = { place: origin.place, fingerprint: fingerprintOf(root) };
  const tell = options.root === undefined ? options.onFirstContact : undefined;
  return RegistryClient.open(
    origin,
    new Map([[rootFile, root]]),
    tellingStore(store, () => tell?.(contact)),
  );
}

/** A store that tells when something is kept in it: only then the registry is trusted. */
function tellingStore(store: TrustStore, tell: () => void): TrustStore {
  return {
    ...store,
    write(files) {
      store.write(files);
      tell();
    },
  };
}

/** The program trusts the root that came with it. */
function embeddedTrust(): Map<string, Buffer> {
  return new Map([[rootFile, readFileSync(join(embeddedFolder, metadataPath('root', 1)))]]);
}
