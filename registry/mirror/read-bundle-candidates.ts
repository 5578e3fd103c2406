import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryClient } from '../client/registry-client.ts';
import { rootFile, trustStore } from '../client/trust-store.ts';
import { fingerprintOf } from '../client/trusted-root.ts';
import { bundleUntrusted, wrongRoot } from '../errors.ts';
import { fetchCandidate, type Candidate } from '../install/read-candidate.ts';
import { embedded, embeddedFolder, openOrigin } from '../origin/open-origin.ts';
import { metadataPath } from '../tree/tree-paths.ts';
import { bundleOrigin, readBundle, type Bundle } from './bundle.ts';

/**
 * Gets the chisels of a bundle, verified as if they came from their registry. What that is has to be known:
 * from an earlier use, or by the fingerprint of its root. Anybody can make a file that names it.
 */
export async function readBundleCandidates(
  file: string,
  { home, root }: { readonly home: string; readonly root?: string | undefined },
): Promise<{ candidates: Candidate[]; client: RegistryClient }> {
  const bundle = readBundle(file);
  const store = trustStore(home, openOrigin(bundle.place).place);
  const trusted = bundle.place === embedded ? embeddedTrust() : store.read();
  if (!trusted.has(rootFile)) {
    trusted.clear();
    trusted.set(rootFile, rootOf(bundle, file, root));
  }
  const origin = bundleOrigin(bundle, file);
  const isKept = bundle.place !== embedded;
  const client = await RegistryClient.open(origin, trusted, isKept ? store : undefined);
  try {
    const candidates: Candidate[] = [];
    for (const wanted of bundle.chisels) {
      candidates.push(await fetchCandidate(client, bundle.place, wanted));
    }
    return { candidates, client };
  } catch (error) {
    client.close();
    throw error;
  }
}

function rootOf({ place, files }: Bundle, file: string, expected: string | undefined): Buffer {
  const root = files.get(metadataPath('root', 1)) ?? Buffer.alloc(0);
  if (expected === undefined) throw bundleUntrusted({ file, place });
  const actual = fingerprintOf(root);
  if (actual !== expected) throw wrongRoot({ place: file, expected, actual });
  return root;
}

function embeddedTrust(): Map<string, Buffer> {
  return new Map([[rootFile, readFileSync(join(embeddedFolder, metadataPath('root', 1)))]]);
}
