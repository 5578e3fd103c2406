import assert from 'node:assert/strict';
import test from 'node:test';
import { sortByCalls } from './sort-by-calls.ts';

test('the most frequent come first, and none is lost', () => {
  for (let size = 0; size < 300; size += 7) {
    const calls = Float64Array.from({ length: size }, (_, i) => (i * 2654435761) % 11);
    const slots = sortByCalls(calls);
    assert.deepEqual(
      [...slots].sort((a, b) => a - b),
      Array.from(calls, (_, i) => i),
    );
    const counts = slots.map((slot) => calls[slot] as number);
    assert.deepEqual(
      counts,
      [...counts].sort((a, b) => b - a),
    );
  }
});

test('up to 16 slots, equal counts keep their order', () => {
  assert.deepEqual(sortByCalls(Float64Array.of(1, 2, 2, 1, 3)), [4, 1, 2, 0, 3]);
});
