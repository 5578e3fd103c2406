import { createHash, randomUUID } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homeUnusable } from '../errors.ts';
import { writeFileAtomic } from '../lock/write-atomic.ts';

/** Metadata of one registry that was verified: what is trusted from then on. */
export interface TrustStore {
  readonly folder: string;
  /** Bytes by the name of the file, `root.json` among them once the registry was used. */
  read(): Map<string, Buffer>;
  /** Keeps what a run has verified. */
  write(files: ReadonlyMap<string, Buffer>): void;
  /** Trusts it no more: the next use is a first contact. */
  forget(): void;
}

/** Where it is kept that a registry at a place is trusted. */
export function trustStore(home: string, place: string): TrustStore {
  const id = createHash('sha256').update(place).digest('hex').slice(0, 16);
  const folder = join(home, 'trust', id);
  return {
    folder,
    read: () => readAll(folder),
    forget: () => rmSync(folder, { recursive: true, force: true }),
    write(files) {
      try {
        writeChanged(folder, files);
      } catch (error) {
        throw homeUnusable({ home, reason: (error as Error).message }, error);
      }
    },
  };
}

/**
 * The root is all that can't be had again, so only for it the disk is waited for; what is lost of the others
 * is fetched and verified anew.
 */
function writeChanged(folder: string, files: ReadonlyMap<string, Buffer>): void {
  const known = readAll(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, bytes] of files) {
    if (known.get(name)?.equals(bytes)) continue;
    const temporary = join(folder, `.${randomUUID()}.new`);
    if (name === rootFile) {
      writeFileAtomic(join(folder, name), bytes, temporary);
    } else {
      writeFileSync(temporary, bytes);
      renameSync(temporary, join(folder, name));
    }
  }
}

export const rootFile = 'root.json';

/** A folder of its own for the updater, which writes there as it goes; the trust store is not touched. */
export class WorkFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'chisel-trust-'));

  constructor(files: ReadonlyMap<string, Buffer>) {
    for (const [name, bytes] of files) writeFileSync(join(this.path, name), bytes);
  }

  read(): Map<string, Buffer> {
    return readAll(this.path);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function readAll(folder: string): Map<string, Buffer> {
  const names = namesIn(folder).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
