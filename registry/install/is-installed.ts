import { changesIn } from '../installed/changes-in.ts';
import { readLockFile, type LockEntry } from '../lock/lock-file.ts';
import { installedFolder } from './home.ts';
import type { Candidate } from './read-candidate.ts';

/** What makes a chisel the same as another: its bytes, where they are from, and who signed for them. */
export type Identity = Pick<Candidate, 'integrity' | 'resolved' | 'signer'>;

/** Whether these very bytes from this very place are installed, and nothing changed them since. */
export function isInstalled(home: string, { manifest, ...identity }: Candidate): boolean {
  return installedEntry(home, manifest.name, identity) !== undefined;
}

/** The lock file's entry of a chisel, if it is the same, and whole on the disk. */
export function installedEntry(
  home: string,
  name: string,
  { integrity, resolved, signer }: Identity,
): LockEntry | undefined {
  const { chisels } = readLockFile(home);
  const entry = Object.hasOwn(chisels, name) ? chisels[name] : undefined;
  if (entry === undefined || entry.integrity !== integrity) return undefined;
  if (entry.resolved !== resolved) return undefined;
  if (JSON.stringify(entry.signer) !== JSON.stringify(signer)) return undefined;
  const changes = changesIn(installedFolder(home, entry.folder), entry.files);
  return changes.length === 0 ? entry : undefined;
}
