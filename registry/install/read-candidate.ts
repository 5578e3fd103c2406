import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packFiles, type FileMap } from '../archive/pack-files.ts';
import { readFolder } from '../archive/read-folder.ts';
import { unpackArchive } from '../archive/unpack-archive.ts';
import { limits } from '../limits.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Origin } from '../origin/origin.ts';
import { readBoundedFile } from '../origin/read-bounded-file.ts';
import { readIndex } from '../resolve/registry-index.ts';
import { resolveVersion } from '../resolve/resolve-version.ts';
import type { Spec } from '../spec/parse-spec.ts';
import { verifyIdentity } from '../verify/verify-identity.ts';
import { integrityOf, verifyIntegrity } from '../verify/verify-integrity.ts';
import { verifyManifest } from '../verify/verify-manifest.ts';
import { verifySize } from '../verify/verify-size.ts';

/** A chisel in memory, verified as far as its bytes can tell. */
export interface Candidate {
  readonly manifest: Manifest;
  readonly files: FileMap;
  readonly integrity: string;
  readonly resolved: string;
}

/** Turns what the user asked for into verified files; nothing is written. */
export async function readCandidate(spec: Spec, openRegistry: () => Origin): Promise<Candidate> {
  if (spec.kind === 'name') return fetchCandidate(spec.name, spec.range, openRegistry());
  const tarball =
    spec.kind === 'folder'
      ? packFiles(readFolder(resolve(spec.path)))
      : readBoundedFile(resolve(spec.path), limits.tarballBytes);
  const subject = basename(resolve(spec.path));
  const resolved = pathToFileURL(resolve(spec.path)).href;
  // the user points at these very bytes: there is no promise about them to check, only one to keep
  return openCandidate(tarball, subject, { integrity: integrityOf(tarball), resolved });
}

async function fetchCandidate(name: string, range: string, origin: Origin): Promise<Candidate> {
  const found = resolveVersion(await readIndex(origin), name, range, origin.place);
  const subject = `${name}@${found.version}`;
  const tarball = await origin.readTarball(found.tarball, limits.tarballBytes);
  verifySize(tarball, found.size, subject);
  const integrity = verifyIntegrity(tarball, found.integrity, subject);
  const resolved = origin.resolved(found.tarball);
  const candidate = openCandidate(tarball, subject, { integrity, resolved });
  verifyIdentity(candidate.manifest, { name, version: found.version });
  return candidate;
}

function openCandidate(
  tarball: Buffer,
  subject: string,
  proof: Pick<Candidate, 'integrity' | 'resolved'>,
): Candidate {
  const files = unpackArchive(tarball, subject);
  return { manifest: verifyManifest(files, subject), files, ...proof };
}
