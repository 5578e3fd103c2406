import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { changesIn } from '../installed/changes-in.ts';
import { readLockFile, writeLockFile, type LockEntry, type LockFile } from '../lock/lock-file.ts';
import { withLock } from '../lock/with-lock.ts';
import { syncFolder, writeDurably } from '../lock/write-atomic.ts';
import { integrityOf } from '../verify/verify-integrity.ts';
import type { BuiltFiles } from './build-candidates.ts';
import { folderName } from './folder-name.ts';
import { installedFolder, openHome, stagingFolder } from './home.ts';
import type { Candidate } from './read-candidate.ts';
import { hasLeftovers, sweep, sweepStaging } from './sweep.ts';

/** A verified chisel and what was built of it. */
export interface NewChisel {
  readonly candidate: Candidate;
  readonly built: BuiltFiles;
}

type Chisels = LockFile['chisels'];

/**
 * Puts new chisels in the place of those with their names: all, or nothing changes. With the names of a
 * whole set, others go.
 * Their folders are complete on the disk before the lock file names them, and the lock file alone says
 * what is installed; so at any point of time the old set or the new one is.
 */
export async function changeSet(
  home: string,
  news: readonly NewChisel[],
  whole?: readonly string[],
): Promise<{ chisels: Chisels; before: Chisels }> {
  const { chisels: now } = readLockFile(home);
  const hasOthers = Object.keys(now).some((name) => whole?.includes(name) === false);
  if (news.length === 0 && !hasOthers && !hasLeftovers(home)) return { chisels: now, before: now };
  return withLock(openHome(home), () => {
    const before = readLockFile(home).chisels;
    sweep(home, before);
    try {
      const kept = Object.entries(before).filter(([name]) => whole?.includes(name) !== false);
      const chisels = Object.fromEntries(kept);
      for (const chisel of news) {
        const entry = place(home, chisel);
        const { name } = chisel.candidate.manifest;
        chisels[name] = withBefore(entry, Object.hasOwn(before, name) ? before[name] : undefined);
      }
      syncFolder(join(home, 'chisels'));
      writeLockFile(home, chisels);
      return { chisels, before };
    } finally {
      sweep(home, readLockFile(home).chisels);
    }
  });
}

/** Keeps the entry that was there before, to go back to; of a chisel that was repaired, the one before it. */
function withBefore(entry: LockEntry, old: LockEntry | undefined): LockEntry {
  if (old === undefined) return entry;
  const { before, ...replaced } = old;
  const last = old.integrity === entry.integrity ? before : replaced;
  return last === undefined ? entry : { ...entry, before: last };
}

function place(home: string, { candidate, built }: NewChisel): LockEntry {
  const { manifest, integrity, resolved, registry, signer } = candidate;
  const staging = stagingFolder(home);
  writeFiles(staging, new Map<string, string | Buffer>([...candidate.files, ...built]));
  const files = digests(candidate.files, built);
  const folder = moveIntoPlace(home, staging, folderName(manifest, files), files);
  const origin = { ...(registry && { registry }), ...(signer && { signer }) };
  return { version: manifest.version, resolved, integrity, ...origin, folder, files };
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
    if (!existsSync(target)) {
      renameSync(staging, target);
      return folder;
    }
    if (changesIn(target, files).length > 0) continue;
    sweepStaging(home);
    return folder;
  }
}
