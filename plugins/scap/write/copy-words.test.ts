import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordCopier } from './copy-words.ts';

const counts = [0, 1, 2, 3, 4, 5, 7, 8, 40, 41, 511, 512, 513, 1000];
const offsets = [0, 1, 2, 3, 4, 5];
const places = offsets.flatMap((place) =>
  offsets.flatMap((from) => offsets.map((at) => ({ place, from, at }))),
);

test('copies exactly the bytes it is told to, however they lie', () => {
  const copy = wordCopier();
  const memory = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7 + (i >> 5)) & 255);
  for (const { place, from, at } of places) {
    const source = memory.subarray(place, 3000);
    for (const count of counts) {
      const target = new Uint8Array(1500).subarray(place).fill(170);
      const expected = target.slice();
      expected.set(source.subarray(from, from + count), at);
      copy(target, at, source, from, from + count);
      assert.deepEqual(target, expected, [place, from, count, at].join());
    }
  }
});
