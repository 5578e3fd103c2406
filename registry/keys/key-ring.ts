import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readKeyFile } from './key-file.ts';
import type { KeyPair } from './key-pair.ts';

/** The private keys that somebody holds, by their ids. */
export type KeyRing = ReadonlyMap<string, KeyPair>;

const ending = '.key';

/** Where a key of that name is in a folder of keys. */
export const keyPath = (folder: string, name: string): string => join(folder, name + ending);

/** Reads all keys of a folder; one that is not there holds none. */
export function readKeyRing(folder: string): KeyRing {
  return keyRing(keyNames(folder).map((name) => readKeyFile(keyPath(folder, name))));
}

export const keyRing = (pairs: readonly KeyPair[]): KeyRing =>
  new Map(pairs.map((pair) => [pair.key.keyID, pair]));

/** Names of the keys in a folder. */
export function keyNames(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => name.slice(0, -ending.length))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
