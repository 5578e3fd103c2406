import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { EndedThreads } from './ended-threads.ts';

/** A clock, a machine and the numbers of events, all of which the test moves. */
function createWorld(t: TestContext) {
  const world = { nowMs: 0, alive: new Set<number>(), sent: 0, read: 0 };
  t.mock.method(performance, 'now', () => world.nowMs);
  const counts = { sent: () => world.sent, read: () => world.read };
  const ended = new EndedThreads(counts, (tid) => world.alive.has(tid));
  return { world, ended };
}

const thread = (tid: number) => ({ tid, gone: false });

test('a thread goes that the machine does not have, once all is read that had happened by then', (t) => {
  const { world, ended } = createWorld(t);
  const threads = [thread(1), thread(2)];
  world.alive.add(1);
  assert.deepEqual(ended.among(threads), []);
  Object.assign(world, { nowMs: 10_000, sent: 100, read: 90 });
  assert.deepEqual(ended.among(threads), []);
  Object.assign(world, { sent: 120, read: 99 });
  assert.deepEqual(ended.among(threads), []);
  world.read = 100;
  assert.deepEqual(ended.among(threads), [threads[1]]);
  assert.deepEqual(ended.among(threads), []);
});

test('what an event has ended by then does not go twice', (t) => {
  const { world, ended } = createWorld(t);
  const threads = [thread(3), thread(4)];
  world.nowMs = 10_000;
  ended.among(threads);
  Object.assign(threads[0] ?? {}, { gone: true });
  assert.deepEqual(ended.among([thread(3)]), [threads[1]]);
});

test('the next look is ten seconds later, or a thousand times as long as the last one took', (t) => {
  const { world, ended } = createWorld(t);
  let looks = 0;
  function* slowly() {
    looks++;
    world.nowMs += 50;
    yield thread(5);
  }
  for (const nowMs of [9_999, 10_000, 10_060, 19_999, 59_999, 60_000]) {
    world.nowMs = nowMs;
    ended.among(slowly());
    ended.among([]);
  }
  assert.equal(looks, 2);
});
