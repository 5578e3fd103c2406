import { createHash } from 'node:crypto';
import type { Manifest } from '../manifest/manifest.ts';

/** A name that other content does not have, so that a new folder does not replace an old one. */
export function folderName(
  { name, version }: Pick<Manifest, 'name' | 'version'>,
  files: Readonly<Record<string, string>>,
): string {
  const digest = createHash('sha512').update(JSON.stringify(files)).digest('hex').slice(0, 16);
  return `${name.replace('/', '+')}@${version}-${digest}`;
}

/** Whether a folder has a name that an install gives; all others are the user's own. */
export const isFolderName = (name: string): boolean =>
  /^(@[a-z0-9-]+\+)?[a-z0-9_-]+@\d[0-9A-Za-z.-]*-[0-9a-f]{16}(\.\d+)?$/.test(name);
