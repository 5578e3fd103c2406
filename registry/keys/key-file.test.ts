import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Metadata, Targets } from '@tufjs/models';
import { temporaryFolder } from '../testing/samples.ts';
import { createKeyFile, readKeyFile } from './key-file.ts';
import { createKeyPair, publicKey, signerOf } from './key-pair.ts';

test('a key is kept for its owner only, and read again', (t) => {
  const file = join(temporaryFolder(t), 'keys', 'ann.key');
  const made = createKeyFile(file);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(statSync(join(file, '..')).mode & 0o777, 0o700);
  assert.equal(readKeyFile(file).key.keyID, made.key.keyID);
});

test('a key that is there is never replaced', (t) => {
  const file = join(temporaryFolder(t), 'ann.key');
  createKeyFile(file);
  const before = readFileSync(file, 'utf8');
  assert.throws(() => createKeyFile(file), { code: 'CHISEL_KEY_EXISTS' });
  assert.equal(readFileSync(file, 'utf8'), before);
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const unusable: [string, (file: string) => void, RegExp][] = [
  ['that others can read', (file) => chmodSync(file, 0o640), /others than its owner may read it/],
  ['that is none', (file) => writeFileSync(file, 'x'), /cannot be used/],
  [
    'of another kind',
    (file) => writeFileSync(file, rsa.export({ type: 'pkcs8', format: 'pem' })),
    /not an ed25519 key/,
  ],
];

for (const [what, spoil, message] of unusable) {
  test(`a key ${what} is refused`, (t) => {
    const file = join(temporaryFolder(t), 'ann.key');
    createKeyFile(file);
    spoil(file);
    assert.throws(() => readKeyFile(file), { code: 'CHISEL_KEY_UNUSABLE', message });
  });
}

test('the library verifies what a key signs, and nothing else', () => {
  const pair = createKeyPair();
  const options = { specVersion: '1.0.31', version: 1, expires: '2030-01-01T00:00:00Z' };
  const metadata = new Metadata(new Targets(options));
  metadata.sign(signerOf(pair));
  pair.key.verifySignature(metadata);
  const other = new Metadata(new Targets({ ...options, version: 2 }), metadata.signatures);
  assert.throws(() => pair.key.verifySignature(other));
});

test('the id of a key is the one that The Update Framework gives it', () => {
  // sha256 of the canonical JSON of the key, worked out with another program
  const key = publicKey('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
  assert.equal(key.keyID, '74c181c7ad8a0855d4b55e44d2ba87aabdddb196832571f15f92fece332e4916');
});
