import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packFiles, type FileMap } from '../archive/pack-files.ts';
import { readFolder } from '../archive/read-folder.ts';
import { unpackArchive } from '../archive/unpack-archive.ts';
import type { RegistryClient } from '../client/registry-client.ts';
import type { Signer } from '../client/signer.ts';
import { installedCandidate } from './installed-candidate.ts';
import { unknownChisel, withdrawn } from '../errors.ts';
import { limits } from '../limits.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { readBoundedFile } from '../origin/read-bounded-file.ts';
import type { RegistrySet } from '../registries/registry-set.ts';
import { resolveVersion } from '../resolve/resolve-version.ts';
import type { Spec } from '../spec/parse-spec.ts';
import { storedPath, targetPath } from '../tree/tree-paths.ts';
import { withdrawalOf } from '../tree/withdrawals.ts';
import { verifyIdentity } from '../verify/verify-identity.ts';
import { integrityOf, sriOf, verifyIntegrity } from '../verify/verify-integrity.ts';
import { verifyManifest } from '../verify/verify-manifest.ts';
import { verifySize } from '../verify/verify-size.ts';

/** A chisel in memory, verified as far as its bytes can tell. */
export interface Candidate {
  readonly manifest: Manifest;
  readonly files: FileMap;
  readonly integrity: string;
  readonly resolved: string;
  /** The place of its registry and who signed for it; absent when the user pointed at its very bytes. */
  readonly registry?: string;
  readonly signer?: Signer;
  /** Whether it is installed already, and unchanged; then there are no files here. */
  readonly isInstalled?: boolean;
}

/** What stands for one chisel. */
export type SingleSpec = Exclude<Spec, { readonly kind: 'bundle' }>;

/** Turns what the user asked for into verified files; nothing is written. */
export async function readCandidate(spec: SingleSpec, registries: RegistrySet): Promise<Candidate> {
  if (spec.kind === 'name') {
    const { client, place, chisel } = await registries.find(spec.name);
    refuseWithdrawn(client, spec.name, spec.range);
    const version = resolveVersion(chisel, spec.range);
    const known = installedCandidate(registries.home, client, { name: spec.name, ...version });
    return known ?? fetchCandidate(client, place, { name: spec.name, version: version.version });
  }
  const tarball =
    spec.kind === 'folder'
      ? packFiles(readFolder(resolve(spec.path)))
      : readBoundedFile(resolve(spec.path), limits.tarballBytes);
  const subject = basename(resolve(spec.path));
  const resolved = pathToFileURL(resolve(spec.path)).href;
  // the user points at these very bytes: there is no promise about them to check, only one to keep
  return openCandidate(tarball, subject, { integrity: integrityOf(tarball), resolved });
}

/** Gets one version from a registry and verifies it. */
export async function fetchCandidate(
  client: RegistryClient,
  registry: string,
  wanted: { name: string; version: string },
): Promise<Candidate> {
  const subject = `${wanted.name}@${wanted.version}`;
  refuseWithdrawn(client, wanted.name, wanted.version);
  const found = await client.find(targetPath(wanted.name, wanted.version));
  if (found === undefined) throw unknownChisel({ name: subject, place: client.origin.place });
  const { target, signer } = found;
  const tarball = await client.fetch(target);
  verifySize(tarball, target.length, subject);
  const integrity = verifyIntegrity(tarball, sriOf(target.hashes['sha512']), subject);
  const resolved = client.origin.resolved(storedPath(target));
  const candidate = openCandidate(tarball, subject, { integrity, resolved, registry, signer });
  verifyIdentity(candidate.manifest, wanted);
  return candidate;
}

/** Who asks for the very version that was withdrawn is told why; ranges have others. */
function refuseWithdrawn(client: RegistryClient, name: string, version: string): void {
  const found = withdrawalOf(client.top(), name, version);
  if (found === undefined) return;
  const { reason } = found;
  throw withdrawn({ subject: `${name}@${version}`, place: client.origin.place, reason });
}

function openCandidate(
  tarball: Buffer,
  subject: string,
  proof: Omit<Candidate, 'manifest' | 'files'>,
): Candidate {
  const files = unpackArchive(tarball, subject);
  return { manifest: verifyManifest(files, subject), files, ...proof };
}
