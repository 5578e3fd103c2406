import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  realpathSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Grant } from '@chisel/core/sandbox/grants.ts';

/** Files that a chisel may have open at once, and bytes that it may write in a run. */
const MAX_OPEN = 64;
const MAX_WRITTEN_BYTES = 1 << 30;
const MAX_READ_BYTES = 16 << 20;
const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_TRUNC, O_WRONLY } = constants;

const flagsByMode: Readonly<Record<string, number>> = {
  r: O_RDONLY,
  w: O_WRONLY | O_CREAT | O_TRUNC,
  a: O_WRONLY | O_CREAT | O_APPEND,
};

/** Files of a chisel: in the folders that were granted to it, and nowhere else. */
export class FileAccess {
  readonly #grants: readonly Grant[];
  readonly #open = new Map<number, number>();
  #nextId = 1;
  #writtenBytes = 0;

  constructor(grants: readonly Grant[]) {
    this.#grants = grants;
  }

  /** Opens a file and gives its number. */
  open(path: string, mode: string): number {
    const flags = flagsByMode[mode.replace('b', '')];
    if (flags === undefined)
      throw new Error(`${path}: the mode ${JSON.stringify(mode)} can't be had here`);
    if (this.#open.size >= MAX_OPEN) throw new Error(`${path}: too many open files`);
    const file = openSync(this.#granted(path), flags | O_NOFOLLOW | O_NONBLOCK, 0o644);
    if (!fstatSync(file).isFile()) {
      closeSync(file);
      throw new Error(`${path}: only plain files can be opened`);
    }
    const id = this.#nextId++;
    this.#open.set(id, file);
    return id;
  }

  /** Opens a file, writes it and closes it. */
  put(path: string, mode: 'w' | 'a', bytes: Buffer): void {
    const id = this.open(path, mode);
    try {
      this.write(id, bytes);
    } finally {
      this.close(id);
    }
  }

  write(id: number, bytes: Buffer): void {
    this.#writtenBytes += bytes.length;
    if (this.#writtenBytes > MAX_WRITTEN_BYTES) throw new Error('the chisel has written too much');
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file(id), bytes, at);
  }

  read(id: number): string {
    const file = this.#file(id);
    if (fstatSync(file).size > MAX_READ_BYTES) throw new Error('the file is too large to be read');
    return readFileSync(file).toString('latin1');
  }

  close(id: number): void {
    closeSync(this.#file(id));
    this.#open.delete(id);
  }

  closeAll(): void {
    for (const file of this.#open.values()) closeSync(file);
    this.#open.clear();
  }

  #file(id: number): number {
    const file = this.#open.get(id);
    if (file === undefined) throw new Error('the file is closed');
    return file;
  }

  #granted(path: string): string {
    const real = grantedFile(path, this.#grants);
    if (real !== undefined) return real;
    throw new Error(
      `${path}: not granted; --allow write:${dirname(path)} lets the chisel use files in that folder`,
    );
  }
}

/** Whether a file may be written: its folder lies within a granted one. */
export function isGrantedFile(path: string, grants: readonly Grant[]): boolean {
  return grantedFile(path, grants) !== undefined;
}

/** The real path of a file whose folder lies within a granted one, whatever links there are. */
function grantedFile(path: string, grants: readonly Grant[]): string | undefined {
  const wanted = resolve(path);
  const folder = realFolder(dirname(wanted));
  if (folder === undefined) return undefined;
  const inside = grants.some((grant) => {
    const real = grant.kind === 'write' ? realFolder(resolve(grant.folder)) : undefined;
    return real !== undefined && isWithin(folder, real);
  });
  return inside ? join(folder, basename(wanted)) : undefined;
}

function isWithin(folder: string, outer: string): boolean {
  return folder === outer || folder.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

function realFolder(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
