import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RegistryClient } from '../client/registry-client.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { RegistryVersion } from '../resolve/catalogue.ts';
import { storedPath } from '../tree/tree-paths.ts';
import { sriOf } from '../verify/verify-integrity.ts';
import { installedFolder } from './home.ts';
import { installedEntry } from './is-installed.ts';
import type { Candidate } from './read-candidate.ts';

/** What is installed, when it is the version that a registry has: then there is nothing to fetch. */
export function installedCandidate(
  home: string,
  client: RegistryClient,
  { name, target, signer }: RegistryVersion & { readonly name: string },
): Candidate | undefined {
  const integrity = sriOf(target.hashes['sha512']) ?? '';
  const resolved = client.origin.resolved(storedPath(target));
  const entry = installedEntry(home, name, { integrity, resolved, signer });
  if (entry === undefined) return undefined;
  const file = join(installedFolder(home, entry.folder), 'chisel.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  return { manifest, files: new Map(), integrity, resolved, signer, isInstalled: true };
}
