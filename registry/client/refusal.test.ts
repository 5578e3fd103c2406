import assert from 'node:assert/strict';
import test from 'node:test';
import { OriginFetcher } from './fetcher.ts';
import { openOrigin } from '../origin/open-origin.ts';
import { refusal } from './refusal.ts';

test('a refusal with an endless name in it is told at once, and in short', () => {
  const fetcher = new OriginFetcher(openOrigin('.'));
  const begin = performance.now();
  const { message } = refusal(new Error('x'.repeat(2_000_000)), 'here', fetcher);
  assert.ok(performance.now() - begin < 1000);
  assert.ok(message.length < 2000);
});
