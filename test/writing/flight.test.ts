import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readFiles } from '@chisel/scap/testing/read-capture.ts';
import { captureFolder, chisel } from '../support/project.ts';
import { reference, run } from '../support/programs.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder('flight');
const demo = join(captureFolder, 'demo.scap.gz');
const TRIGGER = 'evt.type=execve and evt.dir=< and proc.name=git';
const FORMAT = '*%evt.rawtime %evt.dir %evt.type %proc.name %proc.pname %fd.name %evt.info';

async function record(name: string, window: string, options: readonly string[] = []) {
  const own = join(folder, name);
  const args = ['-r', demo, '--flight-recorder', window, '--on', TRIGGER, '-w', own, ...options];
  const { status, stderr, stdout } = await run(chisel, args);
  assert.equal(status, 0, stderr);
  assert.equal(stdout.length, 0);
  const files = readdirSync(own).map((file) => join(own, file));
  for (const file of files) assert.ok(stderr.includes(`writing ${file}\n`));
  return files;
}

async function linesOf(program: string, args: readonly string[]): Promise<string[]> {
  const { stdout } = await run(program, ['-p', FORMAT, ...args]);
  return stdout.toString('latin1').split('\n').slice(0, -1);
}

const whole = await linesOf(chisel, ['-r', demo]);
const timeOf = (line: string): bigint => BigInt(line.slice(0, line.indexOf(' ')));
const first = (await linesOf(chisel, ['-r', demo, TRIGGER]))[0] ?? '';

/** The lines of the original from so long before the trigger to as long after it. */
function around(windowNs: bigint): string[] {
  const at = timeOf(first);
  // Windows are kept in doubles, which are exact to a quarter of a µs.
  return whole.filter((line) => timeOf(line) >= at - windowNs && timeOf(line) < at + windowNs);
}

test('what was before and after the event is written, with the state it had', async () => {
  const [file = ''] = await record('all', '300ms');
  const expected = around(300_000_000n);
  assert.ok(expected.length > 1000);
  for (const program of reference === undefined ? [chisel] : [chisel, reference]) {
    assert.deepEqual(await linesOf(program, ['-r', file]), expected);
  }
});

test('of a filtered run, the same', async () => {
  const filter = 'proc.pname=small.sh';
  const [file = ''] = await record('filtered', '300ms', ['-z', filter]);
  assert.match(file, /\.scap\.gz$/);
  const passing = new Set(await linesOf(chisel, ['-r', demo, filter]));
  const expected = around(300_000_000n).filter((line) => passing.has(line));
  assert.deepEqual(await linesOf(chisel, ['-r', file, filter]), expected);
});

test('after the seconds that follow, the next event begins another file', async () => {
  const files = await record('several', '1ms');
  const triggers = (await linesOf(chisel, ['-r', demo, TRIGGER])).map(timeOf);
  let count = 0;
  let end = 0n;
  for (const time of triggers) {
    if (time < end) continue;
    count++;
    end = time + 1_000_000n;
  }
  assert.equal(files.length, count);
  for (const file of files) assert.equal((await readFiles([file])).code, undefined);
});

test('an event that never comes writes nothing', async () => {
  const own = join(folder, 'none');
  const args = ['-r', demo, '--flight-recorder', '2', '--on', 'proc.name=nosuch', '-w', own];
  const { status } = await run(chisel, args);
  assert.equal(status, 0);
  assert.ok(existsSync(own));
  assert.deepEqual(readdirSync(own), []);
});
