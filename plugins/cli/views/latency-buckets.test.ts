import assert from 'node:assert/strict';
import test from 'node:test';
import { bucketOf, BUCKETS, bucketScale, bucketStartNs } from './latency-buckets.ts';

test('each bucket begins where the one before ends', () => {
  for (let bucket = 6; bucket < BUCKETS; bucket++) {
    assert.equal(bucketOf(bucketStartNs(bucket) + 1), bucket);
    assert.equal(bucketOf(bucketStartNs(bucket) - 1), bucket - 1);
  }
});

test('what takes longest is in the last bucket', () => {
  assert.equal(bucketOf(1e15), BUCKETS - 1);
  assert.equal(bucketOf(1), 0);
});

test('the scale stands above the buckets', () => {
  const scale = bucketScale();
  assert.equal(scale.indexOf('|1us'), bucketOf(1000));
  assert.equal(scale.indexOf('|100ms'), bucketOf(1e8));
  assert.equal(scale.indexOf('|10s'), bucketOf(1e10));
});
