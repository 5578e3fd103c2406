import assert from 'node:assert/strict';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { BatchBuilder } from '../batch/batch-builder.ts';
import { emptyReport } from './guest-report.ts';
import { GuestRunner } from './guest-runner.ts';
import { defaultLimits, type Guest } from './runtime.ts';

test('whoever waits for room goes on when no batch waits any more', async () => {
  const finishOne: (() => void)[] = [];
  const guest: Guest = {
    load: () =>
      Promise.resolve({
        definition: { filter: undefined, fields: [], args: [], intervalNs: undefined },
        report: emptyReport,
      }),
    feed: () => new Promise((done) => finishOne.push(() => done(emptyReport))),
    end: () => Promise.resolve(emptyReport),
    dispose: () => undefined,
  };
  const builder = new BatchBuilder([], (batch) => runner.feed(batch));
  const runner = new GuestRunner({
    name: 'slow',
    text: 'unicode',
    start: () => guest,
    limits: defaultLimits,
    layout: builder.layout,
    fields: [],
    filterText: '',
    onReport: () => undefined,
    onFailure: (error) => assert.fail(error),
    onCopied: (batch) => builder.recycle(batch),
  });
  await runner.loaded;
  // Three are with the guest, two wait.
  for (let num = 1; num <= 5; num++) {
    builder.mark(num, 0, 0, 1);
    builder.seal(num);
  }
  let hasRoom = false;
  void runner.ready()?.then(() => (hasRoom = true));
  finishOne.shift()?.();
  await turn();
  assert.equal(hasRoom, false);
  finishOne.shift()?.();
  await turn();
  assert.equal(hasRoom, true);
});
