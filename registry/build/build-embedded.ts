import { fileURLToPath } from 'node:url';
import { embeddedFolder } from '../origin/open-origin.ts';
import { buildRegistry } from './build-registry.ts';

/** The folder of our own chisels, of which the embedded registry is made. */
export const chiselsFolder = fileURLToPath(new URL('../chisels/', import.meta.url));

if (import.meta.main) {
  const index = buildRegistry(chiselsFolder, embeddedFolder);
  for (const { name, versions } of index.chisels) {
    for (const { version, size } of versions) {
      process.stdout.write(`${name} ${version}: ${size} bytes\n`);
    }
  }
}
