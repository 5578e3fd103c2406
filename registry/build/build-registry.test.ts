import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { embeddedFolder } from '../origin/open-origin.ts';
import { parseIndex } from '../resolve/registry-index.ts';
import { sampleFiles, temporaryFolder, writeTree } from '../testing/samples.ts';
import { chiselsFolder } from './build-embedded.ts';
import { buildRegistry } from './build-registry.ts';

function readTree(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replace(/^\//, ''));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'base64')]));
}

test('the embedded registry is what our chisels make: npm run build:embedded -w registry', (t) => {
  const out = temporaryFolder(t);
  buildRegistry(chiselsFolder, out);
  assert.deepEqual(readTree(embeddedFolder), readTree(out));
});

test('names and versions are in order, and each archive is where the index says', (t) => {
  const chisels = temporaryFolder(t);
  const manifests = [
    { name: 'b', version: '1.10.0' },
    { name: 'b', version: '1.9.0' },
    { name: '@team/a', version: '1.0.0' },
  ];
  manifests.forEach((manifest, index) =>
    writeTree(join(chisels, `folder-${index}`), sampleFiles(manifest)),
  );
  const out = temporaryFolder(t);
  buildRegistry(chisels, out);
  const index = parseIndex(readFileSync(join(out, 'index.json')), out);
  const tarballs = index.chisels.flatMap(({ versions }) => versions.map(({ tarball }) => tarball));
  assert.deepEqual(tarballs, [
    'tarballs/@team/a-1.0.0.tgz',
    'tarballs/b-1.9.0.tgz',
    'tarballs/b-1.10.0.tgz',
  ]);
  assert.deepEqual([...readTree(out).keys()].sort(), ['index.json', ...tarballs].sort());
});

for (const missing of ['README.md', 'test/expected.txt', 'chisel.json', 'sample.ts']) {
  test(`a chisel without ${missing} is not published`, (t) => {
    const files = new Map([...sampleFiles()].filter(([path]) => path !== missing));
    const chisels = temporaryFolder(t);
    writeTree(join(chisels, 'sample'), files);
    assert.throws(() => buildRegistry(chisels, temporaryFolder(t)), { name: 'ChiselError' });
  });
}
