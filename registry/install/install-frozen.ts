import { fileURLToPath } from 'node:url';
import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { frozenGone, frozenMismatch, specInvalid, unknownChisel } from '../errors.ts';
import { parseLockFile, type LockEntry } from '../lock/lock-file.ts';
import { RegistrySet } from '../registries/registry-set.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import { atMost } from './at-most.ts';
import { chiselHome } from './home.ts';
import {
  applyCandidates,
  type InstalledChisel,
  type InstallOptions,
  type RemovedChisel,
} from './install-chisels.ts';
import { fetchCandidate, readCandidate, type Candidate } from './read-candidate.ts';

const fetchesAtOnce = 8;

/**
 * Installs exactly what a lock file says: the same versions, the same bytes, signed by the same. What else
 * was installed is there no more. Anything that differs is an error, and nothing changes.
 */
export async function installFrozen(
  file: string,
  options: InstallOptions,
): Promise<{ installed: InstalledChisel[]; removed: RemovedChisel[] }> {
  const home = options.home ?? chiselHome();
  const entries = Object.entries(parseLockFile(file).chisels);
  const { root, onFirstContact } = options;
  const registries = new RegistrySet({ home, root, onFirstContact });
  try {
    const candidates = await atMost(fetchesAtOnce, entries, async ([name, entry]) => {
      const candidate = await candidateOf({ file, name, entry }, registries);
      refuseOther({ file, name, entry }, candidate);
      return candidate;
    });
    const done = await applyCandidates(candidates, home, { ...options, isWhole: true });
    await registries.remember();
    return done;
  } finally {
    await registries.close();
  }
}

/** One line of the lock file. */
interface Locked {
  readonly file: string;
  readonly name: string;
  readonly entry: LockEntry;
}

async function candidateOf(locked: Locked, registries: RegistrySet): Promise<Candidate> {
  const { registry, resolved } = locked.entry;
  if (registry !== undefined) return offered(locked, registry, registries);
  const path = resolved.startsWith('file:') ? pathOf(resolved) : resolved;
  const spec = parseSpec(path);
  if (spec.kind === 'bundle') throw specInvalid({ spec: path, reason: 'it is a bundle' });
  return readCandidate(spec, registries);
}

async function offered(
  { file, name, entry: { version } }: Locked,
  registry: string,
  registries: RegistrySet,
): Promise<Candidate> {
  try {
    return await fetchCandidate(await registries.open(registry), registry, { name, version });
  } catch (error) {
    if (!(error instanceof ChiselError) || error.code !== unknownChisel.code) throw error;
    throw frozenGone({ file, subject: `${name}@${version}`, place: registry }, error);
  }
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    throw specInvalid({ spec: url, reason: (error as Error).message }, error);
  }
}

function refuseOther({ file, name, entry }: Locked, candidate: Candidate): void {
  const subject = `${name}@${entry.version}`;
  const differs: [string, string, string][] = [
    ['name', name, candidate.manifest.name],
    ['version', entry.version, candidate.manifest.version],
    ['integrity', entry.integrity, candidate.integrity],
    ['signer', entry.signer?.role ?? 'nobody', candidate.signer?.role ?? 'nobody'],
  ];
  const other = differs.find(([, expected, actual]) => expected !== actual);
  if (other === undefined) return;
  const [what, expected, actual] = other;
  throw frozenMismatch({ file, subject, what, expected, actual });
}
