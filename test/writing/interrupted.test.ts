import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { readFiles, type ReadEvent } from '@chisel/scap/testing/read-capture.ts';
import { captureFolder, chisel } from '../support/project.ts';
import { reference, run } from '../support/programs.ts';
import { Random } from '../support/random.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder('interrupted');
const capture = gunzipSync(readFileSync(join(captureFolder, 'demo.scap.gz')));
const expected = (await readFiles([join(captureFolder, 'demo.scap.gz')], 'newest')).events;

/** A reader that was cut off says so; everything before is seen. */
const CUT_OFF = new Set([undefined, 'CHISEL_CAPTURE_TRUNCATED', 'CHISEL_CAPTURE_GZIP_DAMAGED']);
const NOTHING_YET = new Set(['CHISEL_CAPTURE_WITHOUT_EVENTS', 'CHISEL_CAPTURE_EMPTY']);

interface Kill {
  /** How much of the capture is given, a bit at a time, before the kill. */
  readonly bytes: number;
  readonly pieces: number;
  readonly waitMs: number;
  readonly options: readonly string[];
}

/** Writes from standard input, is killed, and returns what the file holds. */
async function killed(
  { bytes, pieces, waitMs, options }: Kill,
  file: string,
): Promise<ReadEvent[]> {
  const child = spawn(chisel, ['-r', '-', ...options, '-w', file], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.on('error', () => undefined);
  for (let i = 0; i < pieces; i++) {
    const [from, to] = [(bytes * i) / pieces, (bytes * (i + 1)) / pieces];
    child.stdin.write(capture.subarray(Math.floor(from), Math.floor(to)));
    await sleep(1);
  }
  await sleep(waitMs);
  child.kill('SIGKILL');
  await once(child, 'close');
  if (!existsSync(file)) return [];
  const { code, events } = await readFiles([file], 'newest');
  assert.ok(CUT_OFF.has(code) || (NOTHING_YET.has(code ?? '') && events.length === 0), code ?? '');
  return events;
}

test('killed at any moment, the file holds the first events', async () => {
  const random = new Random(Number(process.env.CHISEL_TEST_SEED ?? 8));
  let seen = 0;
  // On a slow machine the first kills come before the first event.
  for (let turn = 0; turn < 16 || (seen === 0 && turn < 48); turn++) {
    const kill = {
      bytes: random.below(capture.length),
      pieces: 1 + random.below(60),
      waitMs: random.below(250) + 30 * Math.max(0, turn - 15),
      options: random.pick([[], ['-z'], ['-e', '1000000']]),
    };
    const events = await killed(kill, join(folder, `${turn}.scap`));
    const whole = kill.options.includes('-e') ? classic : expected;
    assert.deepEqual(events, whole.slice(0, events.length));
    seen += events.length;
  }
  assert.ok(seen > 0, 'no file had any events');
});

/** Event by event, only what the edition knows is written. */
const classic = (await readFiles([join(captureFolder, 'demo.scap.gz')])).events;

for (const [option, waitMs] of [
  ['-U', 700],
  ['-z', 2000],
] as const) {
  const options = option === '-z' ? ['-z'] : [];
  test(`a while after they came, events are in the file, ${options[0] ?? 'plain'}`, async () => {
    const bytes = 200_000;
    const kill = { bytes, pieces: 40, waitMs, options };
    const events = await killed(kill, join(folder, `waited${option}.scap`));
    // All but those of the last piece, which may wait for the next.
    assert.ok(events.length > 1500, String(events.length));
  });
}

const isRoot = process.getuid?.() === 0;
const disk = join(folder, 'disk');

test('a full disk is one error, and what was written is readable', async (t) => {
  if (!isRoot) return t.skip('only root can mount a small file system');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'chisel-test', disk]);
  if (mounted.status !== 0) return t.skip('a small file system cannot be mounted here');
  try {
    for (const options of [[], ['-e', '4000'], ['-e', '20000', '-F']]) await fillDisk(options);
  } finally {
    spawnSync('umount', [disk]);
  }
});

async function fillDisk(options: readonly string[]): Promise<void> {
  const file = join(disk, 'out.scap');
  const original = join(captureFolder, 'demo.scap.gz');
  const { status, stderr, stdout } = await run(chisel, ['-r', original, ...options, '-w', file]);
  assert.equal(status, 1);
  assert.match(
    stderr,
    /^chisel: can't go on writing capture file .*CHISEL_CAPTURE_WRITE_FAILED]\n.*\n$/,
  );
  assert.equal(stdout.length, 0);
  const first = options.length === 0 ? file : `${file}0`;
  assert.ok(statSync(first).size > 100_000);
  const { code, events } = await readFiles([first], 'newest');
  assert.deepEqual([code, events.length > 1000], [undefined, true]);
  if (reference) assert.equal((await run(reference, ['-q', '-r', first])).status, 0);
  for (let i = 0; i < 20; i++) rmSync(`${file}${i === 0 ? '' : i - 1}`, { force: true });
}
