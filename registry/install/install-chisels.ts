import type { FirstContact } from '../client/open-registry.ts';
import type { LockEntry } from '../lock/lock-file.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { RegistrySet } from '../registries/registry-set.ts';
import { readBundleCandidates } from '../mirror/read-bundle-candidates.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import { atMost } from './at-most.ts';
import { buildCandidates, type Built, type SeenField, type Toolchain } from './build-candidates.ts';
import { changeSet, type NewChisel } from './change-set.ts';
import { chiselHome, installedFolder } from './home.ts';
import { isInstalled } from './is-installed.ts';
import { readCandidate, type Candidate } from './read-candidate.ts';

export interface InstallOptions extends Toolchain {
  /** Where to keep it; by default `chiselHome()`. */
  readonly home?: string;
  /** The only registry to ask: its name, URL or folder. */
  readonly registry?: string | undefined;
  /** The fingerprint that the registry's first root must have. */
  readonly root?: string | undefined;
  /** Told when a registry begins to be trusted without a fingerprint. */
  readonly onFirstContact?: ((contact: FirstContact) => void) | undefined;
  /** Asked before anything is written; throws to refuse. */
  readonly confirm?:
    ((planned: readonly PlannedChisel[], home: string) => Promise<void>) | undefined;
}

/** A chisel that will be installed when the user agrees. */
export interface PlannedChisel {
  readonly candidate: Candidate;
  readonly fields: readonly SeenField[];
}

/** What the user is told after an install. */
export interface InstalledChisel {
  readonly name: string;
  readonly version: string;
  readonly resolved: string;
  readonly integrity: string;
  readonly signer?: LockEntry['signer'];
  readonly manifest: Manifest;
  readonly folder: string;
  readonly fields: readonly SeenField[];
  /** The version that was there before, when there was another. */
  readonly replaced?: string;
  /** Whether it was there already, with the same bytes. */
  readonly isUnchanged: boolean;
}

/** A chisel that is installed no more. */
export interface RemovedChisel {
  readonly name: string;
  readonly version: string;
}

/** Installs one chisel. */
export async function installChisel(
  spec: string,
  options: InstallOptions,
): Promise<InstalledChisel> {
  const [installed] = await installChisels([spec], options);
  return installed as InstalledChisel;
}

const fetchesAtOnce = 8;

/** Installs chisels: all are verified, built and written, or nothing changes. */
export async function installChisels(
  specs: readonly string[],
  options: InstallOptions,
): Promise<InstalledChisel[]> {
  const home = options.home ?? chiselHome();
  const parsed = specs.map(parseSpec);
  const { registry, root, onFirstContact } = options;
  const registries = new RegistrySet({ home, registry, root, onFirstContact });
  try {
    const candidates = await atMost(fetchesAtOnce, parsed, async (spec) =>
      spec.kind === 'bundle'
        ? readBundled(spec.path, registries, { home, root })
        : [await readCandidate(spec, registries)],
    );
    const installed = await installCandidates(candidates.flat(), home, options);
    await registries.remember();
    return installed;
  } finally {
    await registries.close();
  }
}

async function readBundled(
  path: string,
  registries: RegistrySet,
  options: { home: string; root: string | undefined },
): Promise<Candidate[]> {
  const { candidates, client } = await readBundleCandidates(path, options);
  registries.adopt(client);
  return candidates;
}

/** Installs what was fetched and verified. */
export async function installCandidates(
  candidates: readonly Candidate[],
  home: string,
  options: InstallOptions,
): Promise<InstalledChisel[]> {
  return (await applyCandidates(candidates, home, options)).installed;
}

/** Installs what was fetched and verified, and says what went. */
export async function applyCandidates(
  candidates: readonly Candidate[],
  home: string,
  options: InstallOptions & {
    /** Whether these are all: what else is installed goes. */
    readonly isWhole?: boolean;
  },
): Promise<{ installed: InstalledChisel[]; removed: RemovedChisel[] }> {
  const missing = candidates.filter(
    (candidate) => candidate.isInstalled !== true && !isInstalled(home, candidate),
  );
  const built = await buildCandidates(missing, options);
  const planned = missing.map((candidate) => ({
    candidate,
    fields: built.get(candidate)?.fields ?? [],
  }));
  await options.confirm?.(planned, home);
  const news = missing.map((candidate): NewChisel => ({
    candidate,
    built: built.get(candidate)?.files ?? new Map(),
  }));
  const whole = candidates.map(({ manifest }) => manifest.name);
  const sets = await changeSet(home, news, options.isWhole === true ? whole : undefined);
  return {
    installed: candidates.map((candidate) => told(candidate, home, built.get(candidate), sets)),
    removed: Object.entries(sets.before)
      .filter(([name]) => !Object.hasOwn(sets.chisels, name))
      .map(([name, { version }]) => ({ name, version })),
  };
}

type Sets = Awaited<ReturnType<typeof changeSet>>;

function told(
  { manifest, resolved, integrity, signer }: Candidate,
  home: string,
  built: Built | undefined,
  { chisels, before }: Sets,
): InstalledChisel {
  const { name, version } = manifest;
  const replaced = Object.hasOwn(before, name) ? before[name]?.version : undefined;
  return {
    name,
    version,
    resolved,
    integrity,
    ...(signer === undefined ? {} : { signer }),
    manifest,
    folder: installedFolder(home, chisels[name]?.folder ?? ''),
    fields: built?.fields ?? [],
    ...(replaced === undefined || replaced === version ? {} : { replaced }),
    isUnchanged: built === undefined,
  };
}
