import assert from 'node:assert/strict';
import test from 'node:test';
import { checkReport, type GuestReport } from './guest-report.ts';
import { OutputMerger } from './output-merger.ts';

function report(...records: [num: number, text: string, kind?: number][]): GuestReport {
  return {
    text: records.map(([, text]) => text).join(''),
    count: records.length,
    nums: new Float64Array(records.map(([num]) => num)),
    kinds: new Uint8Array(records.map(([, , kind = 0]) => kind)),
    lengths: new Uint32Array(records.map(([, text]) => text.length)),
  };
}

type Step = [guest: number, report: GuestReport | undefined, through: number];
const left: Step[] = [
  [0, report([1, 'a1 '], [3, 'a3 ']), 5],
  [0, report([7, 'a7 ']), 9],
];
const right: Step[] = [
  [1, report([1, 'b1 '], [2, 'b2 ']), 4],
  [1, report([7, 'b7 ', 1], [8, 'b8 ']), 9],
];
const orders: Record<string, Step[]> = {
  'left first': [...left, ...right],
  'right first': [...right, ...left],
  alternating: [left[0], right[0], left[1], right[1]] as Step[],
};

for (const [name, steps] of Object.entries(orders)) {
  test(`output is ordered by event, then by guest: ${name}`, () => {
    let out = '';
    const merger = new OutputMerger(2, { write: (text) => void (out += text) });
    for (const step of steps) {
      merger.add(...step);
      merger.release();
    }
    assert.equal(out, 'a1 b1 b2 a3 a7 b7 b8 ');
    assert.equal(merger.heldChars, 0);
  });
}

test('nothing is written before all have come as far', () => {
  let out = '';
  const merger = new OutputMerger(2, { write: (text) => void (out += text) });
  merger.add(0, report([1, 'a1 '], [6, 'a6 ']), 9);
  merger.add(1, undefined, 5);
  merger.release();
  assert.equal(out, 'a1 ');
});

test('a report from a sandbox is made to fit whatever it says', () => {
  const hostile = {
    text: 'abc',
    nums: new Float64Array([NaN, 99, 2, Infinity]),
    kinds: new Uint8Array([9, 0, 0, 0]),
    lengths: new Uint32Array([2, 5, 5, 5]),
  };
  const { nums, kinds, lengths } = checkReport(hostile, 3, 50);
  assert.deepEqual([...nums], [3, 50, 50, 50]);
  assert.deepEqual([...kinds], [0, 0, 0, 0]);
  assert.deepEqual([...lengths], [2, 1, 0, 0]);
  for (const value of [undefined, null, 5, 'x', {}, { text: 5 }]) {
    assert.equal(checkReport(value, 0, 1).count, 0);
  }
});
