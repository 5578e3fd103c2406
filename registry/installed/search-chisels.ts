import type { RegistryClient } from '../client/registry-client.ts';
import { chiselHome } from '../install/home.ts';
import { askAll } from '../registries/ask-all.ts';
import { RegistrySet } from '../registries/registry-set.ts';
import { readCatalogue, type RegistryChisel } from '../resolve/catalogue.ts';
import { newestVersion } from '../resolve/resolve-version.ts';
import { summaryOf } from '../resolve/summary.ts';
import type { RegistryOptions } from './list-chisels.ts';

/** A chisel that was searched for and found. */
export interface SearchedChisel {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly category: string;
  /** Who signs for it. */
  readonly signer: string;
  /** What its registry is called. */
  readonly place: string;
}

/** Finds chisels, in all registries, whose name, description, category or fields have all the words. */
export async function searchChisels(
  words: readonly string[],
  options: RegistryOptions = {},
): Promise<SearchedChisel[]> {
  const registries = new RegistrySet({ ...options, home: options.home ?? chiselHome() });
  try {
    const ask = async (client: RegistryClient): Promise<SearchedChisel[]> =>
      (await readCatalogue(client)).flatMap((chisel) =>
        searched(chisel, words, client.origin.place),
      );
    const found = await askAll(registries, ask, options.onUnasked);
    await registries.remember();
    return found.flat();
  } finally {
    await registries.close();
  }
}

function searched(
  chisel: RegistryChisel,
  words: readonly string[],
  place: string,
): SearchedChisel[] {
  const newest = newestVersion(chisel);
  if (newest === undefined) return [];
  const { description, category, fields = [] } = summaryOf(newest);
  const text = [chisel.name, description, category, ...fields].join('\n').toLowerCase();
  if (!words.every((word) => text.includes(word.toLowerCase()))) return [];
  const { version, signer } = newest;
  return [{ name: chisel.name, version, description, category, signer: signer.role, place }];
}
