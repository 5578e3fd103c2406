/** What an author sends to a registry: an archive, and the own metadata that names it, signed. */
export interface Publication {
  readonly author: string;
  /** The author's public key, 64 hexadecimal digits. */
  readonly key: string;
  /** The bytes of the author's next metadata. */
  readonly metadata: Buffer;
  readonly archive: Buffer;
}

const authorPattern = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** Whether a text can be the name of an author; `targets` and its like are the registry's own. */
export function isAuthorName(name: string): boolean {
  return authorPattern.test(name) && !['root', 'targets', 'snapshot', 'timestamp'].includes(name);
}
