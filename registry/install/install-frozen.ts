import { fileURLToPath } from 'node:url';
import { frozenMismatch, specInvalid } from '../errors.ts';
import { parseLockFile, type LockEntry } from '../lock/lock-file.ts';
import { RegistrySet } from '../registries/registry-set.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import { atMost } from './at-most.ts';
import { chiselHome } from './home.ts';
import { installCandidates, type InstalledChisel, type InstallOptions } from './install-chisels.ts';
import { fetchCandidate, readCandidate, type Candidate } from './read-candidate.ts';

const fetchesAtOnce = 8;

/**
 * Installs exactly what a lock file says: the same versions, the same bytes, signed by the same. What else
 * was installed is there no more. Anything that differs is an error, and nothing changes.
 */
export async function installFrozen(
  file: string,
  options: InstallOptions,
): Promise<InstalledChisel[]> {
  const home = options.home ?? chiselHome();
  const entries = Object.entries(parseLockFile(file).chisels);
  const registries = new RegistrySet({ home, root: options.root });
  try {
    const candidates = await atMost(fetchesAtOnce, entries, async ([name, entry]) => {
      const candidate = await candidateOf(name, entry, registries);
      refuseOther(file, `${name}@${entry.version}`, entry, candidate);
      return candidate;
    });
    const installed = await installCandidates(candidates, home, { ...options, isWhole: true });
    await registries.remember();
    return installed;
  } finally {
    await registries.close();
  }
}

async function candidateOf(
  name: string,
  { registry, resolved, version }: LockEntry,
  registries: RegistrySet,
): Promise<Candidate> {
  if (registry !== undefined) {
    return fetchCandidate(await registries.open(registry), registry, { name, version });
  }
  const path = resolved.startsWith('file:') ? fileURLToPath(resolved) : resolved;
  const spec = parseSpec(path);
  if (spec.kind === 'bundle') throw specInvalid({ spec: path, reason: 'it is a bundle' });
  return readCandidate(spec, registries);
}

function refuseOther(file: string, subject: string, entry: LockEntry, candidate: Candidate): void {
  const differs: [string, string, string][] = [
    ['version', entry.version, candidate.manifest.version],
    ['integrity', entry.integrity, candidate.integrity],
    ['signer', entry.signer?.role ?? 'nobody', candidate.signer?.role ?? 'nobody'],
  ];
  const other = differs.find(([, expected, actual]) => expected !== actual);
  if (other === undefined) return;
  const [what, expected, actual] = other;
  throw frozenMismatch({ file, subject, what, expected, actual });
}
