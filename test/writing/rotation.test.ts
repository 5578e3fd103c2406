import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { readFiles, type ReadEvent } from '@chisel/scap/testing/read-capture.ts';
import { captureFolder, chisel } from '../support/project.ts';
import { reference, run, withoutReference } from '../support/programs.ts';
import { Random } from '../support/random.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder('rotation');
const demo = join(captureFolder, 'demo.scap.gz');

/** Runs a program that writes files of the name a.scap… and returns their events, by name. */
async function filesOf(
  program: string,
  name: string,
  options: readonly string[],
): Promise<Map<string, ReadEvent[]>> {
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  const { status, stderr } = await run(program, [
    '-r',
    demo,
    ...options,
    '-w',
    join(own, 'a.scap'),
  ]);
  assert.equal(status, 0, stderr);
  const files = readdirSync(own).sort(byNumber);
  const results = await Promise.all(files.map((file) => readFiles([join(own, file)])));
  for (const { message, sections } of results)
    assert.deepEqual([message, sections.length], ['', 1]);
  return new Map(files.map((file, index) => [file, results[index]?.events ?? []]));
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

suite('files have the names and events of the reference’s', { skip: withoutReference }, () => {
  const cases = [
    ['-e', '10000'],
    ['-e', '9999', '-W', '3'],
    ['-G', '2'],
    ['-G', '1', '-W', '2'],
    ['-G', '2', '-e', '15000'],
  ];
  for (const options of cases) {
    test(options.join(' '), async () => {
      const ours = await filesOf(chisel, `ours${options.join('')}`, options);
      const theirs = await filesOf(reference ?? '', `theirs${options.join('')}`, options);
      assert.deepEqual(counts(ours), counts(theirs));
      assert.deepEqual([...ours.values()], [...theirs.values()]);
    });
  }

  test('-C, whose heads are larger because they hold the state', async () => {
    const ours = await filesOf(chisel, 'oursC', ['-C', '1', '-W', '12']);
    const theirs = await filesOf(reference ?? '', 'theirsC', ['-C', '1', '-W', '12']);
    assert.deepEqual([...ours.keys()], [...theirs.keys()]);
  });
});

function counts(files: Map<string, ReadEvent[]>): [string, number][] {
  return [...files].map(([file, events]) => [file, events.length]);
}

test('whatever the limits, all events are there, once and in order', async () => {
  const seed = Number(process.env.CHISEL_TEST_SEED ?? 4);
  const random = new Random(seed);
  const { events } = await readFiles([demo]);
  for (let turn = 0; turn < 5; turn++) {
    const options = randomLimits(random);
    const files = await filesOf(chisel, `random${turn}`, options);
    const written = [...files.values()].flat();
    assert.deepEqual(written, events, `seed ${seed}: ${options.join(' ')}`);
  }
});

function randomLimits(random: Random): string[] {
  const limits = [
    ['-e', String(1 + random.below(30_000) + 3000)],
    ['-G', String(1 + random.below(4))],
    ['-C', String(1 + random.below(3))],
  ];
  const chosen = limits.filter(() => random.chance(50));
  const options = (chosen.length > 0 ? chosen : [random.pick(limits)]).flat();
  return random.chance(30) ? [...options, '-z'] : options;
}

test('each file begins with the state: its lines are those of the whole', async () => {
  const own = join(folder, 'state');
  mkdirSync(own);
  await run(chisel, ['-r', demo, '-e', '3000', '-w', join(own, 'a.scap')]);
  const whole = await linesOf(chisel, demo);
  const files = readdirSync(own)
    .sort(byNumber)
    .map((file) => join(own, file));
  for (const program of reference === undefined ? [chisel] : [chisel, reference]) {
    const parts = (await Promise.all(files.map((file) => linesOf(program, file)))).flat();
    assert.equal(parts.length, whole.length);
    // What a reader cannot know: the enter event of a call when it is in the file before, and that a
    // socket has no address yet, for which the tables have no words.
    const others = parts.filter(
      (line, index) => line !== whole[index] && !line.includes('(<4t>0.0.0.0:0->0.0.0.0:0)'),
    );
    assert.ok(others.length < files.length, others.slice(0, 9).join('\n'));
    assert.ok(others.every((line) => line.includes(' < ')));
  }
});

/** The lines of a capture, without their numbers. */
async function linesOf(program: string, file: string): Promise<string[]> {
  const { stdout } = await run(program, ['-r', file]);
  return stdout
    .toString('latin1')
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/^\d+ /, ''));
}
