import { changesIn } from '../installed/changes-in.ts';
import { readLockFile } from '../lock/lock-file.ts';
import { installedFolder } from './home.ts';
import type { Candidate } from './read-candidate.ts';

/** Whether these very bytes from this very place are installed, and nothing changed them since. */
export function isInstalled(home: string, candidate: Candidate): boolean {
  const { chisels } = readLockFile(home);
  const { name } = candidate.manifest;
  const entry = Object.hasOwn(chisels, name) ? chisels[name] : undefined;
  if (entry === undefined || entry.integrity !== candidate.integrity) return false;
  if (entry.resolved !== candidate.resolved) return false;
  const isSame = JSON.stringify(entry.signer) === JSON.stringify(candidate.signer);
  return isSame && changesIn(installedFolder(home, entry.folder), entry.files).length === 0;
}
