import type { FileMap } from '../archive/pack-files.ts';
import { manifestInvalid, manifestMissing } from '../errors.ts';
import { parseManifest } from '../manifest/check-manifest.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** Gives the manifest of a chisel's files when it is valid and its entry is among them. */
export function verifyManifest(files: FileMap, subject: string): Manifest {
  const bytes = files.get('chisel.json');
  if (bytes === undefined) throw manifestMissing({ subject });
  const manifest = parseManifest(bytes, subject);
  if (files.has(manifest.entry)) return manifest;
  const problems = [{ path: '$.entry', text: `names ${manifest.entry}, which is not there` }];
  throw manifestInvalid({ subject, problems });
}
