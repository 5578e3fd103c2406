import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { limits } from '../limits.ts';
import { readBoundedFile } from './read-bounded-file.ts';
import { readHttp } from './read-http.ts';
import type { Origin } from './origin.ts';

/** The folder of the registry that comes with the program. */
export const embeddedFolder = fileURLToPath(new URL('../embedded/', import.meta.url));

/** Opens a registry: a URL, a folder, or the embedded one when nothing is named. */
export function openOrigin(registry?: string): Origin {
  if (registry === undefined || registry === 'embedded') {
    return folderOrigin(embeddedFolder, 'the embedded registry', 'embedded:');
  }
  if (/^https?:\/\//i.test(registry)) return httpOrigin(new URL(registry));
  const folder = registry.startsWith('file:') ? fileURLToPath(registry) : resolve(registry);
  return folderOrigin(folder, folder, `${pathToFileURL(folder).href}/`);
}

function folderOrigin(folder: string, place: string, prefix: string): Origin {
  const read = async (path: string, limitBytes: number): Promise<Buffer> =>
    readBoundedFile(resolve(folder, path), limitBytes);
  return {
    place,
    readIndex: () => read('index.json', limits.indexBytes),
    readTarball: read,
    resolved: (path) => prefix + path,
  };
}

function httpOrigin(base: URL): Origin {
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const place = `${base.origin}${base.pathname}`;
  const address = (path: string): URL => {
    const url = new URL(path, place);
    url.search = base.search;
    return url;
  };
  return {
    place,
    readIndex: () => readHttp(address('index.json'), limits.indexBytes),
    readTarball: (path, limitBytes) => readHttp(address(path), limitBytes),
    resolved: (path) => new URL(path, place).href,
  };
}
