import assert from 'node:assert/strict';
import test from 'node:test';
import { ENTER_FD, Shorthand } from './sift/shorthand.ts';

const THREADS = 1 << 20;

test('threads may come and go without end: those that are known keep their numbers', () => {
  const known = new Set<number>();
  const shorthand = new Shorthand((tid) => known.has(tid));
  for (let tid = 1; tid <= THREADS; tid++) {
    const at = shorthand.open(tid);
    assert.notEqual(at, 0);
    if (tid % 1000 !== 0) continue;
    known.add(tid);
    shorthand.words[at + ENTER_FD] = tid;
  }
  for (const tid of known) {
    const at = shorthand.placeOf(tid);
    assert.equal(shorthand.words[at + ENTER_FD], tid);
    assert.equal(shorthand.open(tid), at);
  }
});

test('only when more are known than the thread table holds is there no room', () => {
  const shorthand = new Shorthand(() => true);
  for (let tid = 1; tid <= 1 << 17; tid++) assert.notEqual(shorthand.open(tid), 0);
  assert.equal(shorthand.open((1 << 17) + 1), 0);
  shorthand.clear();
  assert.equal(shorthand.placeOf(1), 0);
  assert.notEqual(shorthand.open((1 << 17) + 1), 0);
});
