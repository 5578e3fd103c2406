import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { maxSatisfying } from 'semver';
import { chiselHome } from '../install/home.ts';
import { readLockFile } from '../lock/lock-file.ts';
import { openOrigin } from '../origin/open-origin.ts';
import { readIndex, type IndexChisel } from '../resolve/registry-index.ts';
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
  /** A registry's URL or folder; by default the embedded one. */
  readonly registry?: string;
}

/** Lists the chisels that are installed and those that could be, in order of their names. */
export async function listChisels(options: RegistryOptions = {}): Promise<ListedChisel[]> {
  const home = options.home ?? chiselHome();
  const { chisels } = await readIndex(openOrigin(options.registry));
  const listed = new Map(chisels.map((chisel) => [chisel.name, fromIndex(chisel)]));
  for (const name of Object.keys(readLockFile(home).chisels)) {
    listed.set(name, { ...listed.get(name), ...fromDisk(home, name) });
  }
  return [...listed.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function fromIndex({ name, versions }: IndexChisel): ListedChisel {
  const newest =
    maxSatisfying(
      versions.map(({ version }) => version),
      '*',
      { includePrerelease: true },
    ) ?? '';
  const summary = versions.find(({ version }) => version === newest)?.manifest;
  const { description = '', category = '' } = summary ?? {};
  return { name, description, category, available: newest };
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
