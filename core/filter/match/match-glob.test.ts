import assert from 'node:assert/strict';
import test from 'node:test';
import { compileGlob } from './match-glob.ts';

/** As fnmatch(3) of glibc answers without flags. */
const rows: readonly (readonly [pattern: string, matching: string[], others: string[]])[] = [
  ['', [''], ['a']],
  ['abc', ['abc'], ['abcd', 'ab', 'ABC', '']],
  ['*', ['', 'a', '/a/b', '.x'], []],
  ['**', ['', 'ab'], []],
  ['a*', ['a', 'ab', 'a/b'], ['ba', '']],
  ['*a', ['a', 'ba', 'aa'], ['ab', '']],
  ['a*b*c', ['abc', 'axbxc', 'abbcc'], ['ab', 'acb', 'abcd']],
  ['*ab*ab*', ['abab', 'xabyabz'], ['ab', 'aba']],
  ['a?c', ['abc', 'a/c', 'a.c'], ['ac', 'abbc']],
  ['?*', ['a', 'ab'], ['']],
  ['*??', ['ab', 'abc'], ['a']],
  ['[abc]x', ['ax', 'cx'], ['dx', 'x']],
  ['[a-c]', ['a', 'b', 'c'], ['d', '-']],
  ['[!a-c]', ['d', '/'], ['a', '']],
  ['[^a]', ['b'], ['a']],
  ['[]a]', [']', 'a'], ['b']],
  ['[!]]', ['a'], [']']],
  ['[a-]', ['a', '-'], ['b']],
  ['[-a]', ['a', '-'], ['b']],
  ['[b-a]', [], ['a', 'b', '-']],
  ['[[:digit:]]', ['5'], ['a']],
  ['[[:alpha:]_]', ['a', 'Z', '_'], ['1']],
  ['[[:nosuch:]]', [], ['n', ':']],
  ['[abc', ['[abc'], ['a']],
  ['[', ['['], ['']],
  ['\\*', ['*'], ['a', '\\*']],
  ['a\\', [], ['a', 'a\\']],
  ['[\\]]', [']'], ['\\']],
  ['\u00e9?', ['\u00e9\u00ff'], ['\u00e9']],
];

for (const [pattern, matching, others] of rows) {
  test(`the glob ${pattern}`, () => {
    const matches = compileGlob(pattern, false);
    for (const value of matching) assert.ok(matches(value), `should match ${value}`);
    for (const value of others) assert.ok(!matches(value), `should not match ${value}`);
  });
}

test('case is of ASCII letters only', () => {
  const matches = compileGlob('A[b-c]*\u00c9', true);
  assert.ok(matches('aBx\u00c9'));
  assert.ok(matches('Acx\u00c9'));
  assert.ok(!matches('aBx\u00e9'));
});
