import assert from 'node:assert/strict';
import test from 'node:test';
import { sortAsReference } from './sort-as-reference.ts';

function sortByCalls(calls: readonly number[]): number[] {
  const slots = calls.map((_, slot) => slot);
  return sortAsReference(slots, (a, b) => (calls[a] as number) > (calls[b] as number));
}

test('the most frequent come first, and none is lost', () => {
  for (let size = 0; size < 300; size += 7) {
    const calls = Array.from({ length: size }, (_, i) => (i * 2654435761) % 11);
    const slots = sortByCalls(calls);
    assert.deepEqual(
      [...slots].sort((a, b) => a - b),
      calls.map((_, i) => i),
    );
    const counts = slots.map((slot) => calls[slot] as number);
    assert.deepEqual(
      counts,
      [...counts].sort((a, b) => b - a),
    );
  }
});

test('up to 16 slots, equal counts keep their order', () => {
  assert.deepEqual(sortByCalls([1, 2, 2, 1, 3]), [4, 1, 2, 0, 3]);
});
