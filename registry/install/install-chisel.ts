import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { changesIn } from '../installed/changes-in.ts';
import { readLockFile, writeLockFile } from '../lock/lock-file.ts';
import { withLock } from '../lock/with-lock.ts';
import { syncFolder, writeDurably } from '../lock/write-atomic.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { openOrigin } from '../origin/open-origin.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import { integrityOf } from '../verify/verify-integrity.ts';
import { buildCandidate, type SeenField, type Toolchain } from './build-candidate.ts';
import { folderName } from './folder-name.ts';
import { chiselHome, installedFolder, openHome, stagingFolder } from './home.ts';
import { readCandidate, type Candidate } from './read-candidate.ts';
import { sweep } from './sweep.ts';

export interface InstallOptions extends Toolchain {
  /** Where to keep it; by default `chiselHome()`. */
  readonly home?: string;
  /** A registry's URL or folder; by default the embedded one. */
  readonly registry?: string;
}

/** What the user is told after an install. */
export interface InstalledChisel {
  readonly name: string;
  readonly version: string;
  readonly resolved: string;
  readonly integrity: string;
  readonly manifest: Manifest;
  readonly folder: string;
  readonly fields: readonly SeenField[];
  /** The version that was there before, when there was another. */
  readonly replaced?: string;
}

/**
 * Installs one chisel: verified, built and written, or nothing changes.
 * The new folder is complete on the disk before the lock file names it, and the lock file alone
 * says what is installed; so at any point of time either the old or the new one is.
 */
export async function installChisel(
  spec: string,
  options: InstallOptions,
): Promise<InstalledChisel> {
  const candidate = await readCandidate(parseSpec(spec), () => openOrigin(options.registry));
  const home = openHome(options.home ?? chiselHome());
  return withLock(home, () => place(home, candidate, options));
}

async function place(
  home: string,
  candidate: Candidate,
  toolchain: Toolchain,
): Promise<InstalledChisel> {
  const { manifest, integrity, resolved } = candidate;
  const { name, version } = manifest;
  const { chisels } = readLockFile(home);
  sweep(home, chisels);
  const before = chisels[name]?.version;
  const staging = stagingFolder(home);
  try {
    writeFiles(staging, candidate.files);
    const built = await buildCandidate(staging, manifest, toolchain);
    writeFiles(staging, built.files);
    const files = digests(candidate.files, built.files);
    const folder = moveIntoPlace(home, staging, folderName(manifest, files), files);
    writeLockFile(home, { ...chisels, [name]: { version, resolved, integrity, folder, files } });
    return {
      name,
      version,
      resolved,
      integrity,
      manifest,
      folder: installedFolder(home, folder),
      fields: built.fields,
      ...(before === undefined || before === version ? {} : { replaced: before }),
    };
  } finally {
    sweep(home, readLockFile(home).chisels);
  }
}

type Files = ReadonlyMap<string, string | Buffer>;

function writeFiles(root: string, files: Files): void {
  const folders = new Set([root]);
  mkdirSync(root, { recursive: true });
  for (const [path, data] of files) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    folders.add(dirname(file));
    writeDurably(file, data, 'wx');
  }
  folders.forEach(syncFolder);
}

function digests(...sets: Files[]): Record<string, string> {
  const all = sets.flatMap((files) => [...files]);
  all.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(all.map(([path, data]) => [path, integrityOf(Buffer.from(data))]));
}

/** Renames the complete folder to a name that is free, or keeps the one that has the same content. */
function moveIntoPlace(
  home: string,
  staging: string,
  name: string,
  files: Record<string, string>,
): string {
  for (let copy = 0; ; copy++) {
    const folder = copy === 0 ? name : `${name}.${copy}`;
    const target = installedFolder(home, folder);
    if (existsSync(target)) {
      if (changesIn(target, files).length === 0) return folder;
      continue;
    }
    renameSync(staging, target);
    syncFolder(dirname(target));
    return folder;
  }
}
