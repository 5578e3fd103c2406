import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { scratchFolder } from '../support/scratch.ts';
import { cannotCapture, startLive } from './live-run.ts';
import { writeCountingChisel } from './load/counting-chisel.ts';
import { buildLoad, withoutCompiler, type Load } from './load/start-load.ts';

/** A minute of it, which has to be without loss: `CHISEL_TEST_LOAD_SECONDS=60 npm test -- test/kernel/load`. */
const seconds = Number(process.env.CHISEL_TEST_LOAD_SECONDS ?? 4);
const isLong = seconds >= 60;
const EVENTS_A_CALL = 2;
const callsPerSecond = 500_000 / EVENTS_A_CALL;

const folder = scratchFolder('load');
const skip = cannotCapture || withoutCompiler;
const timeout = (seconds + 60) * 1000;
const filter = 'proc.name=load and evt.type in (read, write) and fd.name startswith /dev/';

test(
  `500,000 events a second for ${String(seconds)} s, and a chisel`,
  { skip, timeout },
  async (t) => {
    const chisel = writeCountingChisel(folder);
    const lost = await countLoad(t, chisel, { seconds, callsPerSecond });
    // Besides other tests there may not be time for so many.
    if (isLong) assert.equal(lost, 0);
  },
);

/** What the chisel was given and what was lost are together what happened. Returns what was lost. */
async function countLoad(t: TestContext, chisel: string, load: Load): Promise<number> {
  const run = buildLoad(folder);
  const live = await startLive(['-v', '--unbuffered', '-c', chisel, filter]);
  const { calls, seconds: took } = await run(load);
  await sleep(500);
  const { stdout, stderr } = await live.stop();
  const happened = calls * EVENTS_A_CALL;
  const counted = numberIn(stdout, /counted (\d+)/);
  const driven = numberIn(stderr, /Driver Events:(\d+)/);
  const lost = numberIn(stderr, /Driver Drops:(\d+)/);
  const rate = Math.round(happened / took);
  t.diagnostic(`${String(rate)} events/s, ${String(lost)} of ${String(driven)} lost`);
  // What changes the state is always sent; some of it may be among what was lost.
  const others = driven - happened;
  const missing = happened - counted;
  assert.ok(
    others >= 0 && missing <= lost && missing >= lost - others,
    `${String(missing)} missing`,
  );
  return lost;
}

function numberIn(text: string, pattern: RegExp): number {
  const [, number] = pattern.exec(text) ?? [];
  assert.ok(number !== undefined, text);
  return Number(number);
}
