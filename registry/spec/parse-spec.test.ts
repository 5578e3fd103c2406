import assert from 'node:assert/strict';
import test from 'node:test';
import { parseSpec, type Spec } from './parse-spec.ts';

const accepted: [string, Spec][] = [
  ['topfiles', { kind: 'name', name: 'topfiles', range: '*' }],
  ['topfiles@^1.2.0', { kind: 'name', name: 'topfiles', range: '^1.2.0' }],
  ['topfiles@1.x || >=3', { kind: 'name', name: 'topfiles', range: '1.x || >=3' }],
  ['topfiles@latest', { kind: 'name', name: 'topfiles', range: '*' }],
  ['@team/topfiles', { kind: 'name', name: '@team/topfiles', range: '*' }],
  ['@team/topfiles@2', { kind: 'name', name: '@team/topfiles', range: '2' }],
  ['.', { kind: 'folder', path: '.' }],
  ['./topfiles', { kind: 'folder', path: './topfiles' }],
  ['../topfiles', { kind: 'folder', path: '../topfiles' }],
  ['/srv/topfiles', { kind: 'folder', path: '/srv/topfiles' }],
  ['topfiles-1.0.0.tgz', { kind: 'archive', path: 'topfiles-1.0.0.tgz' }],
  ['/srv/a.tar.gz', { kind: 'archive', path: '/srv/a.tar.gz' }],
];

for (const [text, spec] of accepted) {
  test(`'${text}' is a ${spec.kind}`, () => {
    assert.deepEqual(parseSpec(text), spec);
  });
}

const refused = [
  '',
  'TopFiles',
  'top files',
  'topfiles@',
  'topfiles@newest',
  '@team',
  '@team/',
  '@a/b/c',
  'a/b',
  '-rf',
  'x'.repeat(41),
  'x'.repeat(5000),
  'top\u0000files',
  'https://example.org/x',
];

for (const text of refused) {
  test(`${JSON.stringify(text.slice(0, 50))} is refused`, () => {
    assert.throws(() => parseSpec(text), { code: 'CHISEL_REGISTRY_SPEC' });
  });
}
