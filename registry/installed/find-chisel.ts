import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { noChiselAt, notInstalled } from '../errors.ts';
import { chiselHome } from '../install/home.ts';
import { readLockFile } from '../lock/lock-file.ts';
import { embeddedFolder } from '../origin/open-origin.ts';
import { nearest } from '@chisel/core/errors/nearest.ts';
import type { HomeOptions } from './load-installed.ts';

/** Where the chisel that a command line names is. */
export type FoundChisel =
  | { readonly kind: 'installed'; readonly name: string }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'lua'; readonly file: string };

export interface FindOptions extends HomeOptions {
  /** Folders that are searched before the installed chisels, first match wins: `CHISEL_PATH`. */
  readonly path?: readonly string[];
  /** Folders that are searched after them. */
  readonly after?: readonly string[];
}

/** Finds a chisel by its name or its path. */
export function findChisel(name: string, options: FindOptions = {}): FoundChisel {
  if (name.includes('/') && !name.startsWith('@')) {
    const found = foundAt(resolve(name));
    if (found !== undefined) return found;
    throw noChiselAt({ path: name });
  }
  const inPath = foundIn(options.path ?? chiselPath(), name);
  if (inPath !== undefined) return inPath;
  const installed = Object.keys(readLockFile(options.home ?? chiselHome()).chisels);
  if (installed.includes(name)) return { kind: 'installed', name };
  const after = foundIn(options.after ?? [], name);
  if (after !== undefined) return after;
  const folders = [...(options.path ?? chiselPath()), ...(options.after ?? [])];
  throw notInstalled({ name, suggestion: suggest(name, [...installed, ...namesIn(folders)]) });
}

/** The name that was probably meant; undefined when it is right and has only to be installed. */
function suggest(name: string, known: readonly string[]): string | undefined {
  const embedded = entriesOf(join(embeddedFolder, 'targets'));
  return embedded.includes(name) ? undefined : nearest(name, [...known, ...embedded]);
}

function namesIn(folders: readonly string[]): string[] {
  const isChisel = (folder: string, entry: string) =>
    entry.endsWith('.lua') || existsSync(join(folder, entry, 'chisel.json'));
  return folders.flatMap((folder) =>
    entriesOf(folder)
      .filter((entry) => isChisel(folder, entry))
      .map((entry) => entry.replace(/\.lua$/, '')),
  );
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The folders that `CHISEL_PATH` lists. */
export function chiselPath(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string[] {
  return (env['CHISEL_PATH'] ?? '').split(':').filter((folder) => folder !== '');
}

function foundIn(folders: readonly string[], name: string): FoundChisel | undefined {
  if (!isFileName(name)) return undefined;
  for (const folder of folders) {
    const found = foundAt(resolve(folder, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

// a scope may be part of a name, a climb out of the folder may not
const isFileName = (name: string): boolean => /^(@[\w-]+\/)?[\w-][\w.-]*$/.test(name);

function foundAt(path: string): FoundChisel | undefined {
  if (existsSync(join(path, 'chisel.json'))) return { kind: 'folder', folder: path };
  const files = path.endsWith('.lua') ? [path] : [`${path}.lua`, path];
  const file = files.find((name) => statSync(name, { throwIfNoEntry: false })?.isFile());
  return file === undefined ? undefined : { kind: 'lua', file };
}
