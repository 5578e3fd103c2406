import { readFolder } from '../archive/read-folder.ts';
import { verifyManifest } from '../verify/verify-manifest.ts';
import type { LoadedChisel } from './load-installed.ts';

/** Reads a chisel straight from its author's folder; nothing was built or installed. */
export function loadFolder(folder: string): LoadedChisel {
  const files = readFolder(folder);
  const manifest = verifyManifest(files, folder);
  const texts = [...files].map(([path, bytes]): [string, string] => [path, bytes.toString()]);
  return { manifest, folder, files: new Map(texts) };
}
