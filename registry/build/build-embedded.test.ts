import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { openRegistry } from '../client/open-registry.ts';
import { embedded, embeddedFolder } from '../origin/open-origin.ts';
import { readCatalogue } from '../resolve/catalogue.ts';
import { sampleFiles, temporaryFolder, writeTree } from '../testing/samples.ts';
import { buildEmbedded, chiselsFolder, holds, packAll } from './build-embedded.ts';
import { packChisel } from './pack-chisel.ts';

test('the embedded registry holds our chisels: npm run build:embedded -w registry', async () => {
  const ours = packAll(chiselsFolder);
  assert.ok(holds(embeddedFolder, ours));
  const client = await openRegistry(embedded, { home: '/nowhere' });
  const names = (await readCatalogue(client)).map(({ name }) => name);
  client.close();
  assert.deepEqual(
    names,
    ours.map(({ manifest }) => manifest.name),
  );
});

test('the embedded registry never expires', () => {
  const folder = join(embeddedFolder, 'metadata');
  for (const name of readdirSync(folder)) {
    const json = readFileSync(join(folder, name), 'utf8');
    assert.match(json, /"expires": "9999-12-31T23:59:59Z"/, name);
  }
});

test('no key of a built registry is kept', (t) => {
  const out = join(temporaryFolder(t), 'out');
  const chisels = temporaryFolder(t);
  writeTree(join(chisels, 'sample'), sampleFiles());
  buildEmbedded(chisels, out);
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' });
  assert.deepEqual(
    names.filter((name) => !/(^\w+$|\.json$|\.tgz$|\/sample$)/.test(name)),
    [],
  );
  for (const name of names.filter((path) => path.endsWith('.json'))) {
    assert.doesNotMatch(readFileSync(join(out, name), 'utf8'), /PRIVATE/);
  }
});

for (const missing of ['README.md', 'test/expected.txt', 'chisel.json', 'sample.ts']) {
  test(`a chisel without ${missing} is not published`, (t) => {
    const files = new Map([...sampleFiles()].filter(([path]) => path !== missing));
    const folder = writeTree(temporaryFolder(t), files);
    assert.throws(() => packChisel(folder), { name: 'ChiselError' });
  });
}
