import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashOrder } from './hash-order.ts';

test('texts come in the order of the reference', () => {
  const seen = ['ce9f836701de', '5d146d898ce4', 'bc48e37f77db', '8661fade8683'];
  assert.deepEqual(hashOrder(seen), [
    '8661fade8683',
    'bc48e37f77db',
    '5d146d898ce4',
    'ce9f836701de',
  ]);
});

test('what shares a bucket stands together', () => {
  const seen = ['a73803bfcac3', 'df7af0495e80', '686c5077ad76'];
  assert.deepEqual(hashOrder(seen), ['df7af0495e80', '686c5077ad76', 'a73803bfcac3']);
});

test('numbers are their own hash, and a table that grows is turned round', () => {
  const numbers = Array.from({ length: 14 }, (_, i) => i);
  assert.deepEqual(hashOrder(numbers.slice(0, 13)), numbers.slice(0, 13).reverse());
  assert.deepEqual(hashOrder(numbers), [13, ...numbers.slice(0, 13)]);
});
