import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import type { Consumer } from '@chisel/core/consumer.ts';
import { EventTable } from '@chisel/core/event/event-table.ts';
import { NO_TIME } from '@chisel/core/event/time-span.ts';
import { createBus } from '@chisel/core/hooks.ts';
import { runPipeline } from '@chisel/core/pipeline.ts';
import { createClock, type IntervalClock } from '@chisel/core/sandbox/interval-clock.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { openCaptures } from '@chisel/scap';
import { captureFolder } from '../support/project.ts';

/**
 * A run looks for the events that end intervals by their time stamps, and passes over the others. A
 * consumer that calls no time stamp quiet is told of every event: both must see the same in the same order.
 */

const table = new EventTable('classic');
const READ_AND_WRITE = ['read', 'write'];

class Ticker implements Consumer {
  readonly name = 'ticker';
  readonly needs = 0;
  readonly types = Uint8Array.from(table.types, ({ name }) =>
    READ_AND_WRITE.includes(name) ? 1 : 0,
  );
  readonly wantsUnknown = false;
  readonly exact: Consumer['exact'];
  readonly seen: string[] = [];
  ticks = 0;
  readonly #clock: IntervalClock;
  readonly #isQuiet: boolean;
  #hasFired = false;

  constructor(intervalNs: number, exact: Consumer['exact'], isQuiet: boolean) {
    this.exact = exact;
    this.#isQuiet = isQuiet;
    this.#clock = createClock(intervalNs, false, (num, low, high) => {
      this.seen.push(`interval at ${num}: ${high} ${low}`);
      this.#hasFired = true;
    });
  }

  get quiet() {
    return this.#isQuiet ? this.#clock.quiet : NO_TIME;
  }

  tick(tsLow: number, tsHigh: number, num: number): Promise<void> | undefined {
    this.ticks++;
    this.#clock.tick(tsLow, tsHigh, num);
    if (this.exact === undefined || !this.#hasFired) return undefined;
    this.#hasFired = false;
    return new Promise((resolve) => {
      setImmediate(() => {
        this.seen.push(`waited at ${num}`);
        resolve();
      });
    });
  }

  accept(event: Event): void {
    this.seen.push(`event ${event.num}`);
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}

async function run(consumer: Ticker): Promise<Ticker> {
  const source = openCaptures([join(captureFolder, 'demo.scap.gz')], { table });
  const { hooks } = createBus();
  await runPipeline({ hooks, source, table, consumers: [consumer], filter: undefined });
  return consumer;
}

const withoutWaits = (seen: readonly string[]): string[] =>
  seen.filter((line) => !line.startsWith('waited'));

for (const intervalNs of [1e9, 1e7, -1e7]) {
  test(`intervals of ${intervalNs} ns end where they do when every event is looked at`, async () => {
    const all = await run(new Ticker(intervalNs, undefined, false));
    assert.ok(all.seen.some((line) => line.startsWith('interval')));
    const quiet = await run(new Ticker(intervalNs, undefined, true));
    assert.deepEqual(quiet.seen, all.seen);
    assert.ok(quiet.ticks < all.ticks / 2);
    const exact = await run(new Ticker(intervalNs, 'events', false));
    assert.deepEqual(withoutWaits(exact.seen), all.seen);
    const waiting = await run(new Ticker(intervalNs, 'ticks', true));
    assert.deepEqual(waiting.seen, exact.seen);
  });
}
