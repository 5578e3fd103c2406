import { readFolder } from '../archive/read-folder.ts';
import { verifyManifest } from '../verify/verify-manifest.ts';
import { programOf } from './program-of.ts';
import type { LoadedChisel } from './load-installed.ts';

/** Reads a chisel straight from its author's folder; nothing was built or installed. */
export function loadFolder(folder: string): LoadedChisel {
  const bytes = readFolder(folder);
  const manifest = verifyManifest(bytes, folder);
  const files = new Map(
    [...bytes]
      .filter(([path]) => !path.startsWith('test/'))
      .map(([path, data]): [string, string] => [path, data.toString()]),
  );
  return { manifest, folder, files, program: programOf(manifest, files) };
}
