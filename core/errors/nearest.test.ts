import assert from 'node:assert/strict';
import test from 'node:test';
import { nearest, nearestNames } from './nearest.ts';

const names = ['open', 'openat', 'openat2', 'read', 'readv', 'close'];

const cases: [word: string, expected: string[], why: string][] = [
  ['opnat', ['openat'], 'a letter left out; one more would be too many for five letters'],
  ['raed', ['read'], 'neighbours swapped are one slip'],
  ['OPENAT', ['openat', 'openat2', 'open'], 'case is no slip, nearer names come first'],
  ['reda', ['read'], 'swapped at the end'],
  ['mmap', [], 'nothing is near'],
  ['', [], 'nothing was written'],
  ['r'.repeat(65), [], 'too long to be a slip'],
];

for (const [word, expected, why] of cases) {
  test(`${JSON.stringify(word.slice(0, 8))}: ${why}`, () => {
    const found = nearestNames(word, names);
    assert.deepEqual(found, expected);
    assert.equal(nearest(word, names), expected[0]);
  });
}

test('at most three names are offered', () => {
  const many = Array.from({ length: 9 }, (_, i) => `name${i}`);
  assert.deepEqual(nearestNames('name', many), ['name0', 'name1', 'name2']);
});
