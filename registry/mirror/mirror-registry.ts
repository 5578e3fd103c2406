import { join, resolve } from 'node:path';
import { mkdirSync } from 'node:fs';
import { fetchVerified } from '../client/fetch-verified.ts';
import { openRegistry, type OpenOptions } from '../client/open-registry.ts';
import { atMost } from '../install/at-most.ts';
import { chiselHome } from '../install/home.ts';
import { writeFileAtomic } from '../lock/write-atomic.ts';
import { withLock } from '../lock/with-lock.ts';
import { placeOf } from '../registries/registries.ts';
import { readCatalogue } from '../resolve/catalogue.ts';
import { writeFixed } from '../tree/commit-tree.ts';
import { storedPath, timestampPath } from '../tree/tree-paths.ts';
import { metadataFiles } from './tree-files.ts';

export type MirrorOptions = Partial<OpenOptions>;

const fetchesAtOnce = 8;

/**
 * Copies a registry into a folder: the same signed files, each verified before it is written. A reader of the
 * copy sees the state before or the new one. Gives the number of archives.
 */
export async function mirrorRegistry(
  registry: string,
  path: string,
  { home = chiselHome(), ...options }: MirrorOptions = {},
): Promise<number> {
  const folder = resolve(path);
  const client = await openRegistry(placeOf(registry, home), { ...options, home });
  try {
    const targets = (await readCatalogue(client)).flatMap(({ versions }) =>
      versions.map(({ target }) => target),
    );
    const metadata = await metadataFiles(client);
    const timestamp = metadata.get(timestampPath) ?? Buffer.alloc(0);
    metadata.delete(timestampPath);
    mkdirSync(folder, { recursive: true });
    await withLock(folder, async () => {
      await atMost(fetchesAtOnce, targets, async (target) => {
        writeFixed(folder, new Map([[storedPath(target), await fetchVerified(client, target)]]));
      });
      writeFixed(folder, metadata);
      writeFileAtomic(join(folder, timestampPath), timestamp);
    });
    client.remember();
    return targets.length;
  } finally {
    client.close();
  }
}
