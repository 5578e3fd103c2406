import { existsSync } from 'node:fs';
import type { Signer } from '../client/signer.ts';
import { lockFileInvalid } from '../errors.ts';
import { limits } from '../limits.ts';
import { pathFault } from '../archive/safe-path.ts';
import { parseJson } from '../manifest/parse-json.ts';
import { readBoundedFile } from '../origin/read-bounded-file.ts';
import { lockFile } from './lock-paths.ts';
import { writeFileAtomic } from './write-atomic.ts';

/** The exact set of chisels that is installed; nothing else on disk decides it. */
export interface LockFile {
  readonly lockfileVersion: 1;
  readonly chisels: Readonly<Record<string, LockEntry>>;
}

export interface LockEntry {
  readonly version: string;
  /** The place it came from. */
  readonly resolved: string;
  /** SRI string of its archive. */
  readonly integrity: string;
  /** The place of its registry and who signed for it; absent when it came from a folder or an archive. */
  readonly registry?: string;
  readonly signer?: Signer;
  /** Its folder below `chisels/`. */
  readonly folder: string;
  /** SRI string of each of its files, built ones too. */
  readonly files: Readonly<Record<string, string>>;
  /** What was installed before under its name, to go back to. */
  readonly before?: Omit<LockEntry, 'before'>;
}

/** Reads the lock file of a home; no file is an empty set. */
export function readLockFile(home: string): LockFile {
  const file = lockFile(home);
  return existsSync(file) ? parseLockFile(file) : { lockfileVersion: 1, chisels: {} };
}

/** Reads a lock file, wherever it is. */
export function parseLockFile(file: string): LockFile {
  const json = parseJson(readBoundedFile(file, limits.lockFileBytes), ([problem], cause) =>
    lockFileInvalid({ file, reason: problem?.text ?? '' }, cause),
  );
  const reason = lockFault(json);
  if (reason !== undefined) throw lockFileInvalid({ file, reason });
  return json as LockFile;
}

/** Replaces the lock file; names and keys are in order, so that equal sets are equal bytes. */
export function writeLockFile(home: string, chisels: LockFile['chisels']): void {
  const sorted = Object.fromEntries(Object.entries(chisels).sort(([a], [b]) => (a < b ? -1 : 1)));
  const lock: LockFile = { lockfileVersion: 1, chisels: sorted };
  writeFileAtomic(lockFile(home), `${JSON.stringify(lock, null, 2)}\n`);
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function lockFault(json: unknown): string | undefined {
  if (!isObject(json) || json['lockfileVersion'] !== 1) return 'its version is not 1';
  if (!isObject(json['chisels'])) return "it has no 'chisels'";
  const bad = Object.entries(json['chisels']).find(([, entry]) => !isLockEntry(entry));
  return bad === undefined ? undefined : `the entry of '${bad[0]}' is incomplete`;
}

function isLockEntry(entry: unknown): entry is LockEntry {
  if (!isObject(entry) || !isObject(entry['files'])) return false;
  const { version, resolved, integrity, folder, before, registry = 'none', signer } = entry;
  const texts = [version, resolved, integrity, folder, registry, ...Object.values(entry['files'])];
  if (!texts.every((text) => typeof text === 'string' && text !== '')) return false;
  if (signer !== undefined && !isSigner(signer)) return false;
  // of what was before nothing older is kept, so this goes no deeper
  if (before !== undefined && (!isObject(before) || 'before' in before || !isLockEntry(before))) {
    return false;
  }
  return pathFault(String(folder)) === undefined && !String(folder).includes('/');
}

function isSigner(json: unknown): json is Signer {
  if (!isObject(json) || typeof json['role'] !== 'string') return false;
  return Array.isArray(json['keys']) && json['keys'].every((key) => typeof key === 'string');
}
