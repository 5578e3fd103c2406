import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import type { RegistryClient } from '../client/registry-client.ts';
import type { FirstContact } from '../client/open-registry.ts';
import { chiselHome } from '../install/home.ts';
import { readLockFile } from '../lock/lock-file.ts';
import { askAll, type Unasked } from '../registries/ask-all.ts';
import { RegistrySet } from '../registries/registry-set.ts';
import { readCatalogue, type RegistryChisel } from '../resolve/catalogue.ts';
import { newestVersion } from '../resolve/resolve-version.ts';
import { summaryOf } from '../resolve/summary.ts';
import { loadInstalled, type HomeOptions } from './load-installed.ts';

export interface ListedChisel {
  readonly name: string;
  readonly description: string;
  readonly category: string;
  /** The version that is installed, if any. */
  readonly installed?: string;
  /** The newest version in the registry, if it is there. */
  readonly available?: string;
}

export interface RegistryOptions extends HomeOptions {
  /** The only registry to ask: its name, URL or folder. */
  readonly registry?: string | undefined;
  /** The fingerprint that its first root must have. */
  readonly root?: string | undefined;
  /** Told when a registry begins to be trusted without a fingerprint. */
  readonly onFirstContact?: ((contact: FirstContact) => void) | undefined;
  /** Told of each registry that could not be asked; when absent that is an error, as when none could. */
  readonly onUnasked?: ((unasked: Unasked) => void) | undefined;
}

/** Lists the chisels that are installed and those that could be, in order of their names. */
export async function listChisels(options: RegistryOptions = {}): Promise<ListedChisel[]> {
  const home = options.home ?? chiselHome();
  const listed = new Map(
    (await listAvailable({ ...options, home })).map((chisel) => [chisel.name, chisel]),
  );
  for (const name of Object.keys(readLockFile(home).chisels)) {
    listed.set(name, { ...listed.get(name), ...fromDisk(home, name) });
  }
  return [...listed.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Lists what the registries have; of the same name, what the first of them has. */
export async function listAvailable(
  options: RegistryOptions & { readonly home: string },
): Promise<ListedChisel[]> {
  const registries = new RegistrySet(options);
  try {
    const listed = new Map<string, ListedChisel>();
    const ask = async (client: RegistryClient): Promise<ListedChisel[]> =>
      (await readCatalogue(client)).map(fromRegistry);
    for (const chisels of await askAll(registries, ask, options.onUnasked)) {
      for (const chisel of chisels.filter(({ name }) => !listed.has(name))) {
        listed.set(chisel.name, chisel);
      }
    }
    await registries.remember();
    return [...listed.values()];
  } finally {
    await registries.close();
  }
}

function fromRegistry(chisel: RegistryChisel): ListedChisel {
  const newest = newestVersion(chisel);
  const { description = '', category = '' } = newest === undefined ? {} : summaryOf(newest);
  return { name: chisel.name, description, category, available: newest?.version ?? '' };
}

function fromDisk(home: string, name: string): ListedChisel {
  const installed = readLockFile(home).chisels[name]?.version ?? '';
  try {
    const { description, category } = loadInstalled(name, { home }).manifest;
    return { name, description, category, installed };
  } catch (error) {
    // a list with a damaged chisel is of more use than none; running it will say more
    if (!(error instanceof ChiselError)) throw error;
    return { name, description: error.message, category: 'Misc', installed };
  }
}
