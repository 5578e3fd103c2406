import type { LockEntry } from '../lock/lock-file.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { RegistrySet } from '../registries/registry-set.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import { atMost } from './at-most.ts';
import { buildCandidates, type SeenField, type Toolchain } from './build-candidates.ts';
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
  /** Asked before anything is written; throws to refuse. */
  readonly confirm?: ((planned: readonly PlannedChisel[]) => Promise<void>) | undefined;
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
  const { registry, root } = options;
  const registries = new RegistrySet({ home, registry, root });
  try {
    const candidates = await atMost(fetchesAtOnce, parsed, (spec) =>
      readCandidate(spec, registries),
    );
    const installed = await installCandidates(candidates, home, options);
    await registries.remember();
    return installed;
  } finally {
    await registries.close();
  }
}

/** Installs what was fetched and verified. */
export async function installCandidates(
  candidates: readonly Candidate[],
  home: string,
  options: InstallOptions,
): Promise<InstalledChisel[]> {
  const missing = candidates.filter((candidate) => !isInstalled(home, candidate));
  const built = await buildCandidates(missing, options);
  const planned = missing.map((candidate) => ({
    candidate,
    fields: built.get(candidate)?.fields ?? [],
  }));
  await options.confirm?.(planned);
  const news = missing.map((candidate): NewChisel => ({
    candidate,
    built: built.get(candidate)?.files ?? new Map(),
  }));
  const { chisels, before } = await changeSet(home, news);
  return Promise.all(
    candidates.map(async (candidate) => {
      const { fields } = built.get(candidate) ?? (await options.checkProgram(candidate.manifest));
      return told(candidate, home, fields, { chisels, before });
    }),
  );
}

type Sets = Awaited<ReturnType<typeof changeSet>>;

function told(
  { manifest, resolved, integrity, signer }: Candidate,
  home: string,
  fields: readonly SeenField[],
  { chisels, before }: Sets,
): InstalledChisel {
  const { name, version } = manifest;
  const replaced = before[name]?.version;
  return {
    name,
    version,
    resolved,
    integrity,
    ...(signer === undefined ? {} : { signer }),
    manifest,
    folder: installedFolder(home, chisels[name]?.folder ?? ''),
    fields,
    ...(replaced === undefined || replaced === version ? {} : { replaced }),
  };
}
