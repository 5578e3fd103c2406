import assert from 'node:assert/strict';
import test from 'node:test';
import { targetOf } from '../tree/target-of.ts';
import { packed } from '../testing/samples.ts';
import { newestVersion, resolveVersion } from './resolve-version.ts';

const versions = ['1.0.0', '1.10.0', '1.9.0', '2.0.0-beta.1'].map((version) => ({
  version,
  target: targetOf(packed({ version })),
  signer: { role: 'targets', keys: [] },
}));
const sample = { name: 'sample', versions };

const found: [string, string][] = [
  ['*', '1.10.0'],
  ['^1.0.0', '1.10.0'],
  ['~1.9', '1.9.0'],
  ['1.0.0', '1.0.0'],
  ['2.0.0-beta.1', '2.0.0-beta.1'],
];

for (const [range, version] of found) {
  test(`'${range}' is ${version}`, () => {
    assert.equal(resolveVersion(sample, range).version, version);
  });
}

test('a range that nothing satisfies lists what there is', () => {
  assert.throws(() => resolveVersion(sample, '^3'), {
    code: 'CHISEL_REGISTRY_NO_VERSION',
    remedy: /1\.0\.0, 1\.10\.0/,
  });
});

test('the newest is the newest of those that are meant for all, if there is one', () => {
  assert.equal(newestVersion(sample)?.version, '1.10.0');
  assert.equal(newestVersion({ name: 'x', versions: versions.slice(3) })?.version, '2.0.0-beta.1');
  assert.equal(newestVersion({ name: 'x', versions: [] }), undefined);
});
