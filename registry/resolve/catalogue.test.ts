import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { openRegistry } from '../client/open-registry.ts';
import { RegistrySet } from '../registries/registry-set.ts';
import { packed, temporaryFolder, writeRegistry } from '../testing/samples.ts';
import { readCatalogue } from './catalogue.ts';

async function catalogueOf(t: TestContext, ...manifests: object[]) {
  const registry = writeRegistry(
    temporaryFolder(t),
    manifests.map((manifest) => packed(manifest)),
  );
  const client = await openRegistry(registry, { home: temporaryFolder(t) });
  t.after(() => client.close());
  return readCatalogue(client);
}

test('the catalogue is in order of names, with all versions', async (t) => {
  const chisels = await catalogueOf(
    t,
    { name: 'b', version: '1.10.0' },
    { name: 'b', version: '1.9.0' },
    { name: '@team/a' },
  );
  assert.deepEqual(
    chisels.map(({ name, versions }) => [name, ...versions.map(({ version }) => version).sort()]),
    [
      ['@team/a', '1.0.0'],
      ['b', '1.10.0', '1.9.0'],
    ],
  );
});

for (const [typed, remedy] of [
  ['sampel', /Did you mean sample\?/],
  ['smple', /Did you mean sample\?/],
  ['nothing-alike', /chisel list/],
] as const) {
  test(`'${typed}' is unknown, with a way out`, async (t) => {
    const registry = writeRegistry(temporaryFolder(t));
    const registries = new RegistrySet({ home: temporaryFolder(t), registry });
    t.after(() => registries.close());
    await assert.rejects(registries.find(typed), {
      code: 'CHISEL_REGISTRY_UNKNOWN',
      message: /chisel-registry-/,
      remedy,
    });
  });
}
