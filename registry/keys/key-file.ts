import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { keyExists, keyUnusable } from '../errors.ts';
import { limits } from '../limits.ts';
import { writeDurably } from '../lock/write-atomic.ts';
import { readBoundedFile } from '../origin/read-bounded-file.ts';
import { createKeyPair, parsePrivateKey, type KeyPair } from './key-pair.ts';

/** Makes a new key and keeps it in a file. */
export function createKeyFile(file: string): KeyPair {
  const pair = createKeyPair();
  writeKeyFile(file, pair);
  return pair;
}

/** Keeps a key in a file that only its owner can read; one that is there stays. */
export function writeKeyFile(file: string, { privateKey }: KeyPair): void {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeDurably(file, pem, 'wx', 0o600);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'EEXIST'
      ? keyExists({ file }, error)
      : keyUnusable({ file, reason: message }, error);
  }
}

/** Reads a private key; a file that others can read is refused. */
export function readKeyFile(file: string): KeyPair {
  const bytes = readBoundedFile(file, limits.keyBytes);
  if ((statSync(file).mode & 0o077) !== 0) {
    throw keyUnusable({ file, reason: 'others than its owner may read it' });
  }
  try {
    return parsePrivateKey(bytes.toString());
  } catch (error) {
    throw keyUnusable({ file, reason: (error as Error).message }, error);
  }
}
