import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { scratchFolder } from '../support/scratch.ts';
import { cannotCapture, command, startLive, type LiveRun } from './live-run.ts';
import { writeCounter, writeCounterScript } from './load/counters.ts';
import { countsIn, figuresOf, type Figures } from './load/figures.ts';
import { buildLoad, withoutCompiler } from './load/start-load.ts';

const skip = cannotCapture || withoutCompiler;
const options = { skip, timeout: 60_000 };
const folder = scratchFolder('account');
/** A name that no other process of the machine has. */
const loadName = `load-${String(process.pid)}`;
const load = withoutCompiler ? undefined : buildLoad(folder, loadName);
const EVENTS_A_CALL = 2;

const fast = writeCounter(folder, { name: 'fast', rounds: 0 });
const slow = writeCounter(folder, { name: 'slow', rounds: 1000 });
/** Too slow for what happens in a second to be handled in the five that a run may take to end. */
const slowest = writeCounter(folder, { name: 'slowest', rounds: 20_000 });
const fastScript = writeCounterScript(folder, { name: 'fast-script', rounds: 0 });
const slowScript = writeCounterScript(folder, { name: 'slow-script', rounds: 300 });
const endingScript = writeCounterScript(folder, { name: 'ending', rounds: 300, last: 20_000 });
const counting = ['-v', '--unbuffered', '--edition', 'newest'];
const more = { seconds: 1.5, callsPerSecond: 400_000 };

test('all that happened before a run is interrupted is shown', options, async () => {
  const run = await startLive([...counting, '-c', fast]);
  // So the run is behind when the signal comes.
  run.process.kill('SIGSTOP');
  const { calls } = await made({ seconds: 0.2, callsPerSecond: 50_000 });
  run.process.kill('SIGINT');
  run.process.kill('SIGCONT');
  const { counts, figures } = await outcome(run);
  assert.deepEqual([figures.lost, figures.unread], [0, 0]);
  assert.deepEqual(counts, [figures.happened]);
  assert.ok(calls > 0 && figures.happened >= calls * EVENTS_A_CALL);
});

interface Ended {
  readonly args?: readonly string[];
  readonly chisel?: string;
  /** Sent once the load is over: the second time the run ends at once. */
  readonly signals?: readonly NodeJS.Signals[];
  readonly why: RegExp;
}

const ends: Readonly<Record<string, Ended>> = {
  'SIGINT, twice': { signals: ['SIGINT', 'SIGINT'], why: /^the run was interrupted$/ },
  'SIGTERM, twice': { signals: ['SIGTERM', 'SIGTERM'], why: /^the run was interrupted$/ },
  '-n': { args: ['-n', '20000'], why: /shown as many/ },
  '-M': { args: ['-M', '1'], chisel: slowest, why: /time/ },
  'its own end': {
    args: ['--exact'],
    chisel: endingScript,
    why: /^the chisels had ended the run$/,
  },
  'SIGINT, twice, in the middle of a block': {
    args: ['--exact'],
    chisel: slowScript,
    signals: ['SIGINT', 'SIGINT'],
    why: /^the run was interrupted$/,
  },
};

for (const [name, { args = [], chisel = slow, signals = [], why }] of Object.entries(ends)) {
  test(
    `what a slow chisel was given, what was lost and what was not read: ${name}`,
    options,
    async () => {
      const run = await startLive([...counting, ...args, '-c', chisel]);
      await made(more);
      for (const signal of signals) {
        run.process.kill(signal);
        await sleep(500);
      }
      const { counts, figures } = await outcome(run);
      assert.ok(figures.unread > 0, JSON.stringify(figures));
      assert.match(figures.why, why);
      assert.deepEqual(counts, [handled(figures)]);
    },
  );
}

test('a reader that is gone', options, async () => {
  const run = await startLive([...counting, '-p', '%evt.num']);
  run.process.stdout?.destroy();
  await made({ seconds: 0.5, callsPerSecond: 50_000 });
  const { figures } = await outcome(run);
  assert.equal(figures.why, 'nobody took the output any more');
  assert.equal(figures.lost, 0);
  assert.equal(figures.passed, handled(figures));
});

test('four chisels are given the same', options, async () => {
  const others = [1, 2].map((number) => ({ name: `fast-${String(number)}`, rounds: number }));
  const chisels = [
    fast,
    fastScript,
    ...others.map((other, i) => (i === 0 ? writeCounter : writeCounterScript)(folder, other)),
  ];
  const run = await startLive([...counting, ...chisels.flatMap((chisel) => ['-c', chisel])]);
  await made({ seconds: 1, callsPerSecond: 100_000 });
  run.process.kill('SIGINT');
  const { counts, figures } = await outcome(run);
  assert.deepEqual(counts, Array(4).fill(handled(figures)));
});

test('events tell of as many losses as there were', options, async () => {
  const run = await startLive([...counting, '-D', '-p', '%evt.args', 'evt.type=drop or evt.num<2']);
  run.process.kill('SIGSTOP');
  await made(more);
  run.process.kill('SIGINT');
  run.process.kill('SIGCONT');
  const { stdout, figures } = await outcome(run);
  const told = [...stdout.matchAll(/ratio=(\d+)/g)].map(([, count]) => Number(count));
  assert.ok(figures.lost > 0);
  assert.equal(
    told.reduce((sum, count) => sum + count, 0),
    figures.lost,
  );
});

test('a capture has all that happened before it was interrupted', options, async () => {
  const file = join(folder, 'all.scap');
  const run = await startLive([...counting, '-w', file], file);
  const loading = made({ seconds: 1, callsPerSecond: 100_000 });
  await sleep(700);
  run.process.kill('SIGINT');
  const { figures } = await outcome(run);
  await loading;
  assert.equal(figures.unread, 0);
  assert.equal(linesOf(file), figures.happened - figures.lost);
});

test('a capture of one program has all its calls', options, async () => {
  const file = join(folder, 'some.scap');
  const filter = `proc.name=${loadName} and evt.type in (read, write) and fd.name startswith /dev/`;
  const run = await startLive([...counting, '-w', file, filter], file);
  await sleep(500);
  run.process.kill('SIGSTOP');
  const { calls } = await made({ seconds: 0.3, callsPerSecond: 100_000 });
  run.process.kill('SIGINT');
  run.process.kill('SIGCONT');
  const { figures } = await outcome(run);
  assert.deepEqual([figures.lost, figures.unread], [0, 0]);
  assert.equal(linesOf(file), calls * EVENTS_A_CALL);
});

async function made(asked: { seconds: number; callsPerSecond: number }) {
  assert.ok(load);
  return load(asked);
}

/** Waits for the end of a run. */
async function outcome(
  run: LiveRun,
): Promise<{ stdout: string; counts: number[]; figures: Figures }> {
  await run.ended;
  const { stdout, stderr } = await run.stop();
  return { stdout, counts: countsIn(stdout), figures: figuresOf(stderr) };
}

function handled({ happened, lost, unread }: Figures): number {
  return happened - lost - unread;
}

/** Events of a capture that are shown: neither those that tell of losses, nor those that only carry state. */
function linesOf(file: string): number {
  const args = ['-r', file, '--edition', 'newest', '-p', '.'];
  const { status, stdout } = spawnSync(command, args, { maxBuffer: 1 << 28 });
  assert.equal(status, 0);
  return stdout.length / 2;
}
