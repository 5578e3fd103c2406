import { gt } from 'semver';
import { chiselHome } from './home.ts';
import { installCandidates, type InstalledChisel, type InstallOptions } from './install-chisels.ts';
import { lockedEntry } from '../installed/load-installed.ts';
import { readLockFile } from '../lock/lock-file.ts';
import { RegistrySet } from '../registries/registry-set.ts';
import { readChisel } from '../resolve/catalogue.ts';
import { newestVersion } from '../resolve/resolve-version.ts';
import { atMost } from './at-most.ts';
import { fetchCandidate } from './read-candidate.ts';

/** An installed chisel of which its registry has a newer version. */
export interface OutdatedChisel {
  readonly name: string;
  readonly installed: string;
  readonly newest: string;
  /** The place of the registry that it came from, and that is asked. */
  readonly registry: string;
}

type Options = Pick<InstallOptions, 'home' | 'root'>;

const fetchesAtOnce = 8;

/** Says which installed chisels have newer versions; each is looked for where it came from. */
export async function outdatedChisels(
  names: readonly string[] | undefined,
  options: Options = {},
): Promise<OutdatedChisel[]> {
  const home = options.home ?? chiselHome();
  const registries = new RegistrySet({ home, root: options.root });
  try {
    const outdated = await findOutdated(names, home, registries);
    await registries.remember();
    return outdated;
  } finally {
    await registries.close();
  }
}

/** Brings installed chisels, or the named ones, to their newest versions: all or none. */
export async function updateChisels(
  names: readonly string[] | undefined,
  options: InstallOptions,
): Promise<InstalledChisel[]> {
  const home = options.home ?? chiselHome();
  const { root, onFirstContact } = options;
  const registries = new RegistrySet({ home, root, onFirstContact });
  try {
    const outdated = await findOutdated(names, home, registries);
    const candidates = await atMost(fetchesAtOnce, outdated, async ({ name, newest, registry }) =>
      fetchCandidate(await registries.open(registry), registry, { name, version: newest }),
    );
    const installed = await installCandidates(candidates, home, options);
    await registries.remember();
    return installed;
  } finally {
    await registries.close();
  }
}

async function findOutdated(
  names: readonly string[] | undefined,
  home: string,
  registries: RegistrySet,
): Promise<OutdatedChisel[]> {
  const wanted = names ?? Object.keys(readLockFile(home).chisels);
  const found = await atMost(fetchesAtOnce, wanted, async (name) => {
    const { version, registry } = lockedEntry(home, name);
    if (registry === undefined) return undefined;
    const chisel = await readChisel(await registries.open(registry), name);
    const newest = chisel === undefined ? undefined : newestVersion(chisel)?.version;
    if (newest === undefined || !gt(newest, version)) return undefined;
    return { name, installed: version, newest, registry };
  });
  return found.filter((chisel) => chisel !== undefined);
}
