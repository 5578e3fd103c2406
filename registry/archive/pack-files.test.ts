import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { sampleFiles, temporaryFolder, writeTree } from '../testing/samples.ts';
import { integrityOf } from '../verify/verify-integrity.ts';
import { packFiles } from './pack-files.ts';
import { readFolder } from './read-folder.ts';
import { unpackArchive } from './unpack-archive.ts';

test('the same files are the same bytes on any machine', () => {
  const files = new Map([['a.txt', Buffer.from('hello\n')]]);
  assert.equal(
    integrityOf(packFiles(files)),
    'sha512-/mv+OnJOmJDPp/alg1bbz2lZkTRU3S5UGB33VK104siG6FI+UlBOElcpzWX/5YKZM8/tGWuC9Cc+bhwY2hIowg==',
  );
});

test('order, times and modes of the files do not matter', (t) => {
  const files = sampleFiles();
  const folder = writeTree(temporaryFolder(t), new Map([...files].reverse()));
  utimesSync(join(folder, 'sample.ts'), 1, 1);
  chmodSync(join(folder, 'sample.ts'), 0o755);
  assert.deepEqual(packFiles(readFolder(folder)), packFiles(files));
});

test('what is packed unpacks to the same files', () => {
  const big = Buffer.from(Array.from({ length: 200_001 }, (_unused, index) => index % 251));
  const files = new Map([...sampleFiles(), ['empty', Buffer.alloc(0)], ['test/big.bin', big]]);
  const unpacked = unpackArchive(packFiles(files), 'sample');
  assert.deepEqual([...unpacked.keys()], [...files.keys()].sort());
  for (const [path, data] of files) assert.ok(unpacked.get(path)?.equals(data), path);
});

test('an archive without files is a valid gzip file', () => {
  assert.equal(gunzipSync(packFiles(new Map())).length, 1024);
});

test('hidden files and node_modules are no part of a chisel', (t) => {
  const extra = { '.git/config': 'x', 'node_modules/a/index.js': 'x', '.env': 'SECRET=1' };
  const folder = writeTree(temporaryFolder(t), sampleFiles({}, extra));
  assert.deepEqual([...readFolder(folder).keys()], [...sampleFiles().keys()].sort());
});

const unfit: [string, (folder: string) => void][] = [
  ['a link', (folder) => symlinkSync('/etc/passwd', join(folder, 'x'))],
  ['a link to a folder', (folder) => symlinkSync('/etc', join(folder, 'x'))],
  ['a name with a space', (folder) => writeFileSync(join(folder, 'a b'), '')],
  ['names that differ in case', (folder) => writeFileSync(join(folder, 'Readme.md'), '')],
  [
    'too many files',
    (folder) => {
      for (let i = 0; i < 600; i++) writeFileSync(join(folder, `f${i}`), '');
    },
  ],
  [
    'too many folders',
    (folder) => {
      for (let i = 0; i < 600; i++) mkdirSync(join(folder, `f${i}`));
    },
  ],
  ['too many bytes', (folder) => writeFileSync(join(folder, 'big'), Buffer.alloc(17 << 20))],
];

for (const [what, spoil] of unfit) {
  test(`a folder with ${what} is refused`, (t) => {
    const folder = writeTree(temporaryFolder(t), sampleFiles());
    spoil(folder);
    assert.throws(() => readFolder(folder), { code: 'CHISEL_REGISTRY_FOLDER' });
  });
}
