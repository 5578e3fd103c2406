import assert from 'node:assert/strict';
import test from 'node:test';
import { Histogram } from './histogram.ts';
import { histogram, quantile } from './keyed-histograms.ts';

function filled(values: readonly number[]): Histogram {
  const filling = new Histogram();
  for (const value of values) filling.add(value);
  return filling;
}

test('whole numbers below 64 are exact', () => {
  const values = Array.from({ length: 64 }, (_, i) => i);
  for (const share of [0, 0.01, 0.25, 0.5, 0.9, 1]) {
    const exact = values[Math.max(0, Math.ceil(share * 64) - 1)];
    assert.equal(filled(values).quantile(share), exact);
  }
});

test('quantiles are within 3 % of the exact ones, whatever the size of the values', () => {
  const values = Array.from({ length: 5000 }, (_, i) => 1.01 ** (i % 2500) * (1 + (i % 7)));
  const sorted = values.toSorted((a, b) => a - b);
  for (const share of [0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1]) {
    const exact = sorted[Math.ceil(share * values.length) - 1] as number;
    const found = filled(values).quantile(share);
    assert.ok(Math.abs(found / exact - 1) <= 0.032, `${share}: ${found} for ${exact}`);
  }
});

test('count, sum, mean and extremes are exact', () => {
  const { count, sum, mean, min, max } = filled([1000, 3, 997]);
  assert.deepEqual([count, sum, mean, min, max], [3, 2000, 2000 / 3, 3, 1000]);
});

test('nothing has no quantile and no buckets', () => {
  assert.ok(Number.isNaN(new Histogram().quantile(0.5)));
  assert.deepEqual(new Histogram().buckets(), []);
});

test('what is no number is left out; what is below 0 counts as 0', () => {
  const odd = filled([NaN, -5, 4]);
  assert.equal(odd.count, 2);
  assert.deepEqual(odd.buckets(), [
    { from: 0, to: 4, count: 1 },
    { from: 4, to: 8, count: 1 },
  ]);
});

test('buckets are powers of two without gaps', () => {
  assert.deepEqual(filled([1, 1, 5, 7, 32]).buckets(), [
    { from: 1, to: 2, count: 2 },
    { from: 2, to: 4, count: 0 },
    { from: 4, to: 8, count: 2 },
    { from: 8, to: 16, count: 0 },
    { from: 16, to: 32, count: 0 },
    { from: 32, to: 64, count: 1 },
  ]);
});

test('a histogram, or a quantile, for each key', () => {
  const all = histogram();
  const p99 = quantile(0.99);
  for (let i = 1; i <= 1000; i++) {
    for (const [key, value] of [
      ['slow', i * 1e6],
      ['fast', i],
    ] as const) {
      all.add(key, value);
      p99.add(key, value);
    }
  }
  assert.deepEqual(
    all.largest(2, 0.5).map(([key]) => key),
    ['slow', 'fast'],
  );
  assert.equal(all.get('fast')?.count, 1000);
  assert.ok(Math.abs((p99.get('fast') ?? 0) - 990) < 32);
  assert.deepEqual(p99.largest(1), [['slow', p99.get('slow')]]);
  assert.throws(() => quantile(99), /a share is from 0 to 1, not 99/);
});

test('endless keys stay within the bound; those with most values survive', () => {
  const all = histogram({ keys: 50 });
  for (let i = 0; i < 10_000; i++) {
    all.add(`once ${i}`, i);
    all.add(`often ${i % 5}`, i);
  }
  assert.ok(all.size <= 50);
  assert.equal(all.get('often 3')?.count, 2000);
  assert.ok(all.dropped > 9000);
});
