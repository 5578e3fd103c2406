import { specInvalid } from '../errors.ts';
import { chiselHome } from '../install/home.ts';
import { readCandidate } from '../install/read-candidate.ts';
import { readLockFile } from '../lock/lock-file.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Signer } from '../client/signer.ts';
import { RegistrySet } from '../registries/registry-set.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import type { RegistryOptions } from './list-chisels.ts';
import { loadInstalled, lockedEntry } from './load-installed.ts';

/** All that is known about one chisel. */
export interface ChiselInfo {
  readonly manifest: Manifest;
  readonly installed: boolean;
  readonly resolved: string;
  readonly integrity: string;
  /** Who signed for it; absent when it comes from a folder or an archive. */
  readonly signer?: Signer;
  /** Text of its README.md; empty when it has none. */
  readonly readme: string;
}

/** Describes a chisel: the installed one, else what the registry, a folder or an archive has. */
export async function chiselInfo(spec: string, options: RegistryOptions = {}): Promise<ChiselInfo> {
  const home = options.home ?? chiselHome();
  if (Object.hasOwn(readLockFile(home).chisels, spec)) return installedInfo(spec, home);
  const registries = new RegistrySet({ ...options, home });
  try {
    const parsed = parseSpec(spec);
    if (parsed.kind === 'bundle') throw specInvalid({ spec, reason: 'a bundle is of several' });
    const candidate = await readCandidate(parsed, registries);
    const { manifest, files, resolved, integrity, signer } = candidate;
    const readme = files.get('README.md')?.toString() ?? '';
    return { manifest, installed: false, resolved, integrity, ...(signer && { signer }), readme };
  } finally {
    await registries.close();
  }
}

function installedInfo(name: string, home: string): ChiselInfo {
  const { manifest, files } = loadInstalled(name, { home });
  const { resolved, integrity, signer } = lockedEntry(home, name);
  const readme = files.get('README.md') ?? '';
  return { manifest, installed: true, resolved, integrity, ...(signer && { signer }), readme };
}
