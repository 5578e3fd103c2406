import assert from 'node:assert/strict';
import test from 'node:test';
import { joinPath } from './paths.ts';

const cases: [base: string, path: string, joined: string][] = [
  ['/home/me/', 'file', '/home/me/file'],
  ['/home/me/', '/etc/hosts', '/etc/hosts'],
  ['/home/me/', '.', '/home/me'],
  ['/home/me/', './a', '/home/me/a'],
  ['/home/me/', '../you', '/home/you'],
  ['/home/me/', '../../../..', '/'],
  ['/home/me/', 'a//b/', '/home/me/a/b'],
  ['/home/me/', '.profile', '/home/me/.profile'],
  ['/home/me/', '...', '/home/me/..'],
  ['/home/me/', 'a..b', '/home/me/a..b'],
  ['/home/me/', '', '/home/me'],
  ['/', '..', '/'],
  ['<UNKNOWN>', 'libc.so', '<UNKNOWN>libc.so'],
  ['/home/me/', 'a\tb\xe9', '/home/me/a.b.'],
  ['/', '/a/../b/./c/..', '/b'],
];

test('a path is resolved against its base', () => {
  for (const [base, path, joined] of cases) {
    assert.equal(joinPath(base, path), joined, `${base} + ${path}`);
  }
});

test('a path that is too long is not kept', () => {
  const base = '/home/';
  assert.equal(joinPath(base, 'x'.repeat(1016)), base + 'x'.repeat(1016));
  assert.equal(joinPath(base, 'x'.repeat(1017)), '/PATH_TOO_LONG');
  assert.equal(joinPath(base, 'x', 5000), '/PATH_TOO_LONG');
});
