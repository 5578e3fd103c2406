import assert from 'node:assert/strict';
import test from 'node:test';
import { top } from './top.ts';

const largest: readonly [count: number, keys: string[]][] = [
  [2, ['b', 'a']],
  [9, ['b', 'a', 'c']],
  [0, []],
  [-1, []],
];

for (const [count, keys] of largest) {
  test(`the ${count} largest of three sums`, () => {
    const sums = top();
    sums.add('a', 2);
    sums.add('b', 5);
    sums.add('c');
    assert.deepEqual(
      sums.largest(count).map(([key]) => key),
      keys,
    );
  });
}
