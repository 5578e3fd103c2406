import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { captureFolder, chisel } from '../support/project.ts';
import { run, type Outcome } from '../support/programs.ts';
import { folder } from './scripts.ts';

const scripts = join(folder, 'scripts');
const capture = join(captureFolder, 'curl_google.scap');

function view(name: string, ...words: string[]): Promise<Outcome> {
  return run(chisel, ['-r', capture, '--view', name, ...words], { CHISEL_PATH: scripts });
}

test('a view is a table with the columns as wide as the view has them', async () => {
  const { stdout, status } = await view('sums', 'proc.name=curl');
  const [head = '', rule, first = ''] = stdout.toString('latin1').split('\n');
  assert.equal(status, 0);
  assert.match(head, /^COUNT {3}PID {5}MEAN {8}SLOWEST {5}FASTEST {5}BPS {7}BYTES {5}CPU {5}LAST$/);
  assert.equal(rule, '-'.repeat(80));
  assert.match(first, /^1K {6}17497 {3}\d+us +\d+ms +0ns +3.56K /);
});

test('a view that is a spectrogram has a line for each half second', async () => {
  const { stdout, status } = await view('latencies');
  const [scale = '', ...lines] = stdout.toString('latin1').trimEnd().split('\n');
  assert.equal(status, 0);
  assert.match(scale, /^ {11}\|1ns {2}\|10ns/);
  assert.ok(lines.length > 0);
  for (const line of lines) assert.match(line, /^\d\d:\d\d:\d\d\.\d [ .:\-=+*#%@]{1,66}$/);
});

test('as JSON it says how many took how long', async () => {
  const { stdout } = await view('latencies', '-j');
  const { slices } = JSON.parse(stdout.toString()) as {
    slices: [unknown, { data: { d: [ns: number, count: number]; k: string }[] }];
  };
  const rows = slices[1].data;
  assert.ok(rows.length > 10);
  for (const { d, k } of rows) assert.equal(String(d[0]), k);
  const { stdout: exits } = await run(chisel, [
    ...['-r', capture, '-p', '%evt.num'],
    'evt.dir=< and evt.latency>0',
  ]);
  const sum = rows.reduce((total, { d }) => total + d[1], 0);
  assert.equal(sum, exits.toString().trimEnd().split('\n').length);
});

test('dig prints events, echo what was written', async () => {
  const dig = await view('dig', 'evt.num=219');
  assert.match(dig.stdout.toString(), /^219 \d\d:\d\d:\d\d\.\d+ 0 curl \(17497\) < open fd=3/);
  const echo = await view('echo', 'fd.type=ipv6 and evt.type=sendto');
  assert.match(
    echo.stdout.toString('latin1'),
    /^------ Write \d+B to [\da-f:]+->[\da-f:]+ \(curl\)\n\n[^]+\n\n$/,
  );
});

test('a view that is run as a chisel is one error that says how to show it', async () => {
  const words = ['-r', capture, '-c', 'v_sums'];
  const { stdout, stderr, status } = await run(chisel, words, { CHISEL_PATH: scripts });
  assert.equal(status, 1);
  assert.equal(stdout.length, 0);
  assert.match(
    stderr.toString(),
    /^chisel: v_sums describes a view.*\n {2}Show it with --view sums\.\n$/,
  );
});

test('an unknown view is one error that names the nearest', async () => {
  const { stderr, status } = await view('sum');
  assert.equal(status, 1);
  assert.match(stderr, /sum.*\n.*sums/);
});
