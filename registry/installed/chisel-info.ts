import { chiselHome } from '../install/home.ts';
import { readCandidate } from '../install/read-candidate.ts';
import { readLockFile } from '../lock/lock-file.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { openOrigin } from '../origin/open-origin.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import type { RegistryOptions } from './list-chisels.ts';
import { loadInstalled, lockedEntry } from './load-installed.ts';

/** All that is known about one chisel. */
export interface ChiselInfo {
  readonly manifest: Manifest;
  readonly installed: boolean;
  readonly resolved: string;
  readonly integrity: string;
  /** Text of its README.md; empty when it has none. */
  readonly readme: string;
}

/** Describes a chisel: the installed one, else what the registry, a folder or an archive has. */
export async function chiselInfo(spec: string, options: RegistryOptions = {}): Promise<ChiselInfo> {
  const home = options.home ?? chiselHome();
  if (Object.hasOwn(readLockFile(home).chisels, spec)) return installedInfo(spec, home);
  const candidate = await readCandidate(parseSpec(spec), () => openOrigin(options.registry));
  const { manifest, files, resolved, integrity } = candidate;
  const readme = files.get('README.md')?.toString() ?? '';
  return { manifest, installed: false, resolved, integrity, readme };
}

function installedInfo(name: string, home: string): ChiselInfo {
  const { manifest, files } = loadInstalled(name, { home });
  const { resolved, integrity } = lockedEntry(home, name);
  return { manifest, installed: true, resolved, integrity, readme: files.get('README.md') ?? '' };
}
