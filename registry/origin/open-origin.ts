import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { unreachable } from '../errors.ts';
import { readBoundedFile } from './read-bounded-file.ts';
import { readHttp } from './read-http.ts';
import type { Origin } from './origin.ts';

/** The folder of the registry that comes with the program. */
export const embeddedFolder = fileURLToPath(new URL('../embedded/', import.meta.url));

/** What the registry that comes with the program is called. */
export const embedded = 'embedded';

/** Opens what holds a registry's files: a URL, a folder, or the program itself. */
export function openOrigin(place: string): Origin {
  if (place === embedded) return folderOrigin(embeddedFolder, 'the embedded registry', 'embedded:');
  if (isUrl(place)) return httpOrigin(parsed(place, () => new URL(place)));
  const isFileUrl = place.startsWith('file:');
  const folder = isFileUrl ? parsed(place, () => fileURLToPath(place)) : resolve(place);
  return folderOrigin(folder, folder, `${pathToFileURL(folder).href}/`);
}

function parsed<Result>(place: string, parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    throw unreachable({ place, reason: (error as Error).message }, error);
  }
}

export const isUrl = (place: string): boolean => /^https?:\/\//i.test(place);

function folderOrigin(folder: string, place: string, prefix: string): Origin {
  return {
    place,
    read: async (path, limitBytes) => readBoundedFile(resolve(folder, path), limitBytes),
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
    read: (path, limitBytes) => readHttp(address(path), limitBytes),
    resolved: (path) => new URL(path, place).href,
  };
}
