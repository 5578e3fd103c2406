import { basename, resolve } from 'node:path';
import { unpackArchive } from '../archive/unpack-archive.ts';
import { packChisel, unpublishable, type PackedChisel } from '../build/pack-chisel.ts';
import { folderUnfit } from '../errors.ts';
import { limits } from '../limits.ts';
import { readBoundedFile } from '../origin/read-bounded-file.ts';
import { addArchives } from '../tree/add-archives.ts';
import { verifyManifest } from '../verify/verify-manifest.ts';
import { changeRegistry } from './change-registry.ts';
import type { OperateOptions } from './init-registry.ts';

/** Adds chisels, from folders or archives, to a registry, which signs for them itself. */
export async function addChisels(
  folder: string,
  chisels: readonly string[],
  options: OperateOptions = {},
): Promise<PackedChisel[]> {
  const packed = chisels.map(readPacked);
  await changeRegistry(folder, options, (tree, ring) => addArchives(tree, packed, ring));
  return packed;
}

/** Packs a folder, or reads an archive that somebody packed. */
export function readPacked(path: string): PackedChisel {
  if (!/\.(tgz|tar\.gz)$/.test(path)) return packChisel(resolve(path));
  return openPacked(readBoundedFile(resolve(path), limits.tarballBytes), basename(path));
}

/** Checks that an archive may be published. */
export function openPacked(tarball: Buffer, subject: string): PackedChisel {
  const files = unpackArchive(tarball, subject);
  const manifest = verifyManifest(files, subject);
  const reason = unpublishable(files);
  if (reason !== undefined) throw folderUnfit({ folder: subject, reason });
  return { manifest, tarball };
}
