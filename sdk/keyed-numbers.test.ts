import assert from 'node:assert/strict';
import test from 'node:test';
import { count, max, min, sum, type KeyedNumbers } from './keyed-numbers.ts';

const amounts: [key: string, amount: number][] = [
  ['a', 5],
  ['b', 7],
  ['a', -2],
  ['c', 7],
];

const kinds: [name: string, make: () => KeyedNumbers, values: number[]][] = [
  ['sum', sum, [3, 7, 7]],
  ['min', min, [-2, 7, 7]],
  ['max', max, [5, 7, 7]],
];

for (const [name, make, values] of kinds) {
  test(`${name} of each key`, () => {
    const numbers = make();
    for (const [key, amount] of amounts) numbers.add(key, amount);
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => numbers.get(key)),
      values,
    );
    assert.equal(numbers.get('d'), undefined);
    assert.equal(numbers.dropped, 0);
  });
}

test('count counts, and keys may be numbers', () => {
  const counts = count<number>();
  for (const tid of [7, 8, 7, 7]) counts.add(tid);
  assert.deepEqual(counts.entries(), [
    [7, 3],
    [8, 1],
  ]);
});

test('largest and smallest first; equal ones keep the order in which they came', () => {
  const sums = sum();
  for (const [key, amount] of amounts) sums.add(key, amount);
  assert.deepEqual(sums.largest(2), [
    ['b', 7],
    ['c', 7],
  ]);
  assert.deepEqual(sums.smallest(1), [['a', 3]]);
  assert.deepEqual(sums.largest(0), []);
  assert.deepEqual(sums.largest(-3), []);
  assert.equal(sums.largest(99).length, 3);
});

test('clear begins anew', () => {
  const sums = sum();
  sums.add('a', 1);
  sums.clear();
  sums.add('b', 2);
  assert.deepEqual(sums.entries(), [['b', 2]]);
});

test('endless keys stay within the bound; what matters most survives', () => {
  const sums = sum({ keys: 100 });
  for (let i = 0; i < 100_000; i++) {
    sums.add(`once ${i}`, 1);
    sums.add(`often ${i % 10}`, 1);
    assert.ok(sums.size <= 100);
  }
  assert.deepEqual(
    sums.largest(10).map(([, value]) => value),
    Array.from({ length: 10 }, () => 10_000),
  );
  assert.ok(sums.dropped > 90_000);
});

test('min lets go of the largest', () => {
  const mins = min({ keys: 4 });
  for (const amount of [4, 1, 3, 2, 9]) mins.add(String(amount), amount);
  assert.deepEqual(mins.entries(), [
    ['1', 1],
    ['2', 2],
    ['9', 9],
  ]);
});

for (const keys of [0, -1, 1.5, NaN]) {
  test(`a bound of ${keys} keys is refused`, () => assert.throws(() => sum({ keys }), RangeError));
}
