import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from '@chisel/core/sandbox/runtime.ts';
import { changedOnDisk, notInstalled } from '../errors.ts';
import { chiselHome, installedFolder } from '../install/home.ts';
import { readLockFile, type LockEntry } from '../lock/lock-file.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { nearest } from '@chisel/core/errors/nearest.ts';
import { digestOf } from './changes-in.ts';
import { programOf } from './program-of.ts';

/** A chisel ready to be run: what it declares and what it is made of, all in memory. */
export interface LoadedChisel {
  readonly manifest: Manifest;
  readonly folder: string;
  /** Text of its files by their path in the folder, built ones too; what is below `test/` is left out. */
  readonly files: ReadonlyMap<string, string>;
  readonly program: Program;
}

export interface HomeOptions {
  readonly home?: string;
}

/**
 * Reads an installed chisel and proves that it is what was installed.
 * The bytes that are given out are the bytes that were hashed. Hashing costs some microseconds a
 * file; in return the manifest needs no second check here.
 */
export function loadInstalled(name: string, options: HomeOptions = {}): LoadedChisel {
  const home = options.home ?? chiselHome();
  const entry = lockedEntry(home, name);
  const first = readFiles(home, entry);
  if (first.changes.length === 0) return loaded(home, entry, first.files);
  // another process may have put a new version in its place after the lock file was read
  const again = lockedEntry(home, name);
  const second = again.folder === entry.folder ? first : readFiles(home, again);
  if (second.changes.length === 0) return loaded(home, again, second.files);
  throw changedOnDisk({ subject: `${name}@${again.version}`, changes: second.changes });
}

/** The lock file's entry of a chisel that must be installed. */
export function lockedEntry(home: string, name: string): LockEntry {
  const { chisels } = readLockFile(home);
  const entry = Object.hasOwn(chisels, name) ? chisels[name] : undefined;
  if (entry !== undefined) return entry;
  throw notInstalled({ name, suggestion: nearest(name, Object.keys(chisels)) });
}

function readFiles(home: string, entry: LockEntry) {
  const files = new Map<string, string>();
  const changes: string[] = [];
  for (const [path, expected] of Object.entries(entry.files)) {
    if (path.startsWith('test/')) continue;
    const bytes = readIfThere(join(installedFolder(home, entry.folder), path));
    if (bytes === undefined) changes.push(`${path} is missing`);
    else if (digestOf(bytes) !== expected) changes.push(`${path} was changed`);
    else files.set(path, bytes.toString());
  }
  return { files, changes };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function loaded(home: string, entry: LockEntry, files: ReadonlyMap<string, string>): LoadedChisel {
  const manifest = JSON.parse(files.get('chisel.json') ?? '') as Manifest;
  const folder = installedFolder(home, entry.folder);
  return { manifest, folder, files, program: programOf(manifest, files) };
}
