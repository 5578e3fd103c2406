import assert from 'node:assert/strict';
import test from 'node:test';
import { indexOf } from '../testing/samples.ts';
import { parseIndex } from './registry-index.ts';
import { resolveVersion } from './resolve-version.ts';

const tarball = Buffer.from('x');
const parse = (json: unknown): ReturnType<typeof parseIndex> =>
  parseIndex(Buffer.from(JSON.stringify(json)), 'the test registry');

const entry = (version: string): object => ({
  version,
  tarball: `tarballs/sample-${version}.tgz`,
  size: 1,
  manifest: { description: 'x', category: 'Misc', license: 'MIT', runtime: 'typescript' },
});
const versions = ['1.0.0', '1.10.0', '1.9.0', '2.0.0-beta.1'].map(entry);
const index = parse(indexOf(tarball, {}, { versions }));

const found: [string, string][] = [
  ['*', '1.10.0'],
  ['^1.0.0', '1.10.0'],
  ['~1.9', '1.9.0'],
  ['1.0.0', '1.0.0'],
  ['2.0.0-beta.1', '2.0.0-beta.1'],
];

for (const [range, version] of found) {
  test(`'${range}' is ${version}`, () => {
    assert.equal(resolveVersion(index, 'sample', range, 'here').version, version);
  });
}

test('a range that nothing satisfies lists what there is', () => {
  assert.throws(() => resolveVersion(index, 'sample', '^3', 'here'), {
    code: 'CHISEL_REGISTRY_NO_VERSION',
    remedy: /1\.0\.0, 1\.10\.0/,
  });
});

for (const [typed, remedy] of [
  ['sampel', /Did you mean sample\?/],
  ['smple', /Did you mean sample\?/],
  ['nothing-alike', /chisel list/],
] as const) {
  test(`'${typed}' is unknown, with a way out`, () => {
    assert.throws(() => resolveVersion(index, typed, '*', 'here'), {
      code: 'CHISEL_REGISTRY_UNKNOWN',
      message: /here/,
      remedy,
    });
  });
}

const wrong: [string, unknown][] = [
  ['a list', []],
  ['a newer format', { formatVersion: 2, chisels: [] }],
  ['no chisels', { formatVersion: 1 }],
  ['a chisel without versions', indexOf(tarball, {}, { versions: [] })],
  ['a name that climbs', indexOf(tarball, {}, { name: '../x' })],
  ['a tarball that climbs', indexOf(tarball, { tarball: '../../etc/passwd' })],
  ['a tarball elsewhere', indexOf(tarball, { tarball: 'https://example.org/x.tgz' })],
  ['an absolute tarball', indexOf(tarball, { tarball: '/etc/passwd' })],
  ['a wrong size', indexOf(tarball, { size: -1 })],
  ['a wrong version', indexOf(tarball, { version: 'latest' })],
  [
    'an escape sequence',
    indexOf(tarball, {
      manifest: { description: '\u001b]0;x', category: 'a', license: 'b', runtime: 'c' },
    }),
  ],
  ['the same name twice', { formatVersion: 1, chisels: [index.chisels[0], index.chisels[0]] }],
];

for (const [what, json] of wrong) {
  test(`an index with ${what} is refused`, () => {
    assert.throws(() => parse(json), { code: 'CHISEL_REGISTRY_INDEX' });
  });
}

test('an index may say more than is known today', () => {
  parse({ ...indexOf(tarball, { signatures: [] }), spec: 'later' });
});
