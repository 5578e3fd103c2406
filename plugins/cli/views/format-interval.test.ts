import assert from 'node:assert/strict';
import test from 'node:test';
import { formatInterval } from './format-interval.ts';

const cases: [ns: number, text: string][] = [
  [0, '0ns'],
  [999, '999ns'],
  [2318.3, '2.31us'],
  [11_999, '11us'],
  [1_009_999, '1.00ms'],
  [17_697_693, '17ms'],
  [1_999_999_999, '1.99s'],
  [61_000_000_000, '1:1'],
  [3_661_000_000_000, '01:01:01'],
];

for (const [ns, text] of cases) {
  test(`${String(ns)} ns are ${text}`, () => {
    assert.equal(formatInterval(ns), text.padStart(10));
  });
}
