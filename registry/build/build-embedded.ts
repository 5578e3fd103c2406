import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRegistry } from '../client/open-registry.ts';
import { createKeyPair } from '../keys/key-pair.ts';
import { keyRing } from '../keys/key-ring.ts';
import { embedded, embeddedFolder } from '../origin/open-origin.ts';
import { addArchives } from '../tree/add-archives.ts';
import { never } from '../tree/expiry.ts';
import { initTree } from '../tree/init-tree.ts';
import { targetOf } from '../tree/target-of.ts';
import { storedPath } from '../tree/tree-paths.ts';
import { packChisel, type PackedChisel } from './pack-chisel.ts';

/** The folder of our own chisels, of which the embedded registry is made. */
export const chiselsFolder = fileURLToPath(new URL('../chisels/', import.meta.url));

/**
 * Makes a registry of a folder of chisels, signed with a key that nobody has afterwards. It never
 * expires: it changes only with the program, and who can change that needs no key.
 */
export function buildEmbedded(chisels: string, outFolder: string): void {
  const packed = packAll(chisels);
  const staging = mkdtempSync(join(dirname(outFolder.replace(/\/$/, '')), '.embedded-'));
  try {
    const pair = createKeyPair();
    const keys = { root: pair, targets: pair, snapshot: pair, timestamp: pair };
    const expires = { root: never, targets: never, online: never };
    addArchives(initTree(staging, keys, expires), packed, keyRing([pair]), expires);
    rmSync(outFolder, { recursive: true, force: true });
    chmodSync(staging, 0o755);
    renameSync(staging, outFolder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** The archives of all chisels in a folder, in order of their names. */
export function packAll(chisels: string): PackedChisel[] {
  return readdirSync(chisels, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => packChisel(join(chisels, entry.name)))
    .sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
}

/** Whether a registry holds the archives of these chisels, no others and no more. */
export function holds(folder: string, packed: readonly PackedChisel[]): boolean {
  const wanted = packed.map((chisel) => storedPath(targetOf(chisel))).sort();
  return JSON.stringify(archivesIn(folder)) === JSON.stringify(wanted);
}

function archivesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.tgz'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Whether the embedded registry verifies; after a merge it may not. */
async function isSound(): Promise<boolean> {
  try {
    const client = await openRegistry(embedded, { home: embeddedFolder });
    client.close();
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) {
  // without a change there is no new key, and nothing to commit
  const isCurrent = holds(embeddedFolder, packAll(chiselsFolder)) && (await isSound());
  if (!isCurrent) buildEmbedded(chiselsFolder, embeddedFolder);
  process.stdout.write(`${archivesIn(embeddedFolder).join('\n')}\n`);
}
