import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { notInstalled } from '../errors.ts';
import { chiselHome } from '../install/home.ts';
import { readLockFile } from '../lock/lock-file.ts';
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
}

/** Finds a chisel by its name or its path. */
export function findChisel(name: string, options: FindOptions = {}): FoundChisel {
  if (name.includes('/') && !name.startsWith('@')) {
    const found = foundAt(resolve(name));
    if (found !== undefined) return found;
    throw notInstalled({ name });
  }
  for (const folder of options.path ?? chiselPath()) {
    const found = isFileName(name) ? foundAt(resolve(folder, name)) : undefined;
    if (found !== undefined) return found;
  }
  const installed = Object.keys(readLockFile(options.home ?? chiselHome()).chisels);
  if (installed.includes(name)) return { kind: 'installed', name };
  throw notInstalled({ name, suggestion: nearest(name, installed) });
}

/** The folders that `CHISEL_PATH` lists. */
export function chiselPath(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string[] {
  return (env['CHISEL_PATH'] ?? '').split(':').filter((folder) => folder !== '');
}

// a scope may be part of a name, a climb out of the folder may not
const isFileName = (name: string): boolean => /^(@[\w-]+\/)?[\w-][\w.-]*$/.test(name);

function foundAt(path: string): FoundChisel | undefined {
  if (existsSync(join(path, 'chisel.json'))) return { kind: 'folder', folder: path };
  const file = path.endsWith('.lua') ? path : `${path}.lua`;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? { kind: 'lua', file } : undefined;
}
