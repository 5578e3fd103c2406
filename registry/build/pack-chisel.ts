import { packFiles } from '../archive/pack-files.ts';
import { readFolder } from '../archive/read-folder.ts';
import { folderUnfit } from '../errors.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { verifyManifest } from '../verify/verify-manifest.ts';
import type { FileMap } from '../archive/pack-files.ts';

export interface PackedChisel {
  readonly manifest: Manifest;
  readonly tarball: Buffer;
}

/** Reads a chisel's folder, checks that it may be published, and packs it. */
export function packChisel(folder: string): PackedChisel {
  const files = readFolder(folder);
  const manifest = verifyManifest(files, folder);
  const reason = unpublishable(files);
  if (reason !== undefined) throw folderUnfit({ folder, reason });
  return { manifest, tarball: packFiles(files) };
}

/** Why the files of a chisel may not be published, if they may not. */
export function unpublishable(files: FileMap): string | undefined {
  if (!files.has('README.md')) return 'it has no README.md';
  const isTest = (path: string): boolean => path.startsWith('test/');
  return [...files.keys()].some(isTest) ? undefined : 'it has no test/';
}
