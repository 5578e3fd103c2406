import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { type TestContext } from 'node:test';
import topfiles from '../topfiles.ts';

type Event = Parameters<NonNullable<typeof topfiles.onEvent>>[0];
type Run = Parameters<NonNullable<typeof topfiles.onEnd>>[0];

const interval = { timeNs: 0n, lengthNs: 1e9 };

function event(name: string | undefined, result: number, latency = 1000): Event {
  return {
    'fd.name': name,
    'evt.is_io': true,
    'evt.failed': result < 0,
    'evt.rawres': result,
    'evt.latency': latency,
  } as Event;
}

const events = [
  event('/a', 100, 5_000_000),
  event('/b', 2048, 1500),
  event('/a', 200, 20),
  event('/c', -2, 300),
  event('/c', -2, 300),
  event('/d', 0, 0),
  event(undefined, 5000),
];

function run(by: Run['args']['by'], change: Partial<Run> = {}, top = 10): Run {
  return { args: { by, top }, json: false, live: false, ...change };
}

function output(t: TestContext): () => string[] {
  const log = t.mock.method(console, 'log', () => undefined);
  return () => log.mock.calls.flatMap(({ arguments: [text] }) => String(text).split('\n'));
}

const expected: [Run['args']['by'], string[]][] = [
  ['bytes', ['2.00KB  /b', '  300B  /a']],
  ['time', ['5.00ms  /a', '1.50us  /b', ' 600ns  /c']],
  ['errors', ['     2  /c']],
];

for (const [by, rows] of expected) {
  test(`files by ${by}, largest first, without those that have none`, (t) => {
    const lines = output(t);
    for (const each of events) topfiles.onEvent?.(each, run(by));
    topfiles.onEnd?.(run(by));
    assert.deepEqual(lines().slice(2), rows);
  });
}

test('no more files than asked for', (t) => {
  const lines = output(t);
  for (const each of events) topfiles.onEvent?.(each, run('bytes'));
  topfiles.onEnd?.(run('bytes', {}, 1));
  assert.deepEqual(lines().slice(2), ['2.00KB  /b']);
});

for (const count of [0, -1, 2.5, Infinity]) {
  test(`a table of ${count} files is refused at the start`, () => {
    assert.throws(
      () => topfiles.onStart?.(run('bytes', {}, count)),
      new RegExp(`^Error: argument top must be a whole number of at least 1, is ${count}$`),
    );
  });
}

for (const count of [1, 100]) {
  test(`a table of ${count} files is fine`, () => topfiles.onStart?.(run('bytes', {}, count)));
}

test('a capture is one table, whatever time it covers', (t) => {
  const lines = output(t);
  for (const each of events) {
    topfiles.onEvent?.(each, run('errors'));
    topfiles.onInterval?.(interval, run('errors'));
  }
  topfiles.onEnd?.(run('errors'));
  assert.deepEqual(lines().slice(2), ['     2  /c']);
});

test('live, each table is about its own interval', (t) => {
  const lines = output(t);
  const live = run('bytes', { live: true });
  topfiles.onEvent?.(event('/a', 10), live);
  topfiles.onInterval?.(interval, live);
  topfiles.onEvent?.(event('/b', 20), live);
  topfiles.onInterval?.(interval, live);
  topfiles.onEnd?.(live);
  const rows = lines().filter((line) => line.includes('/'));
  assert.deepEqual(rows, ['  10B  /a', '  20B  /b']);
});

test('the manifest says what the program says', () => {
  const manifest = JSON.parse(
    readFileSync(new URL('../chisel.json', import.meta.url), 'utf8'),
  ) as Record<string, unknown> & { args: { name: string; description: string }[] };
  assert.equal(manifest['filter'], topfiles.filter);
  assert.deepEqual(manifest['fields'], topfiles.fields);
  const args = manifest.args.map(({ name, description: _unused, ...rest }) => [name, rest]);
  assert.deepEqual(Object.fromEntries(args), topfiles.args);
});
