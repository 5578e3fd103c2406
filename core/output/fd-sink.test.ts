import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { FdSink } from './fd-sink.ts';

const bytes = Buffer.from('one line\n');

test('writes the bytes it is given and no others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sink-'));
  const path = join(folder, 'out');
  const fd = openSync(path, 'w');
  new FdSink(fd, 'out').write(bytes, 4, bytes.length);
  closeSync(fd);
  assert.equal(readFileSync(path, 'utf8'), 'line\n');
  rmSync(folder, { recursive: true });
});

test('a full disk is an error with a way out', () => {
  const fd = openSync('/dev/full', 'w');
  assert.throws(() => new FdSink(fd, 'full').write(bytes, 0, bytes.length), {
    code: 'CHISEL_OUTPUT_FAILED',
  });
  closeSync(fd);
});

const sinkUrl = new URL('fd-sink.ts', import.meta.url).href;
/** Writes two million bytes as fast as they are taken, and says what became of them. */
const endless = `
  const { FdSink } = await import(${JSON.stringify(sinkUrl)});
  const sink = new FdSink(1, 'out');
  const line = Buffer.from('x'.repeat(99) + '\\n');
  let waits = 0;
  for (let i = 0; i < 20000 && !sink.closed; i++) {
    sink.write(line, 0, line.length);
    const behind = sink.drained();
    if (behind) waits++;
    await behind;
  }
  await sink.finished();
  process.stderr.write(JSON.stringify({ closed: sink.closed, waits }));`;
const node = `'${process.execPath}' --input-type=module -e "$PROGRAM"`;

function shell(command: string, program = endless): { stdout: string; stderr: string } {
  const env = { ...process.env, PROGRAM: program };
  return spawnSync('bash', ['-c', command], { env, encoding: 'utf8', maxBuffer: 1 << 26 });
}

test('a reader that goes away closes the sink', () => {
  const { stdout, stderr } = shell(`${node} | head -n 2`);
  assert.equal(stdout, `${'x'.repeat(99)}\n`.repeat(2));
  assert.equal((JSON.parse(stderr) as { closed: boolean }).closed, true);
});

test('a slow reader gets everything, and is waited for', () => {
  const { stdout, stderr } = shell(`${node} | (head -c 100; sleep 0.3; cat)`);
  assert.equal(stdout, `${'x'.repeat(99)}\n`.repeat(20000));
  const { closed, waits } = JSON.parse(stderr) as { closed: boolean; waits: number };
  assert.equal(closed, false);
  assert.ok(waits > 0 && waits < 100, String(waits));
});

test('a reader on a socket is waited for, too', () => {
  const { stdout, stderr } = shell(node);
  assert.equal(stdout, `${'x'.repeat(99)}\n`.repeat(20000));
  assert.equal((JSON.parse(stderr) as { closed: boolean }).closed, false);
});

/** The reader takes nothing; a timer tells whether the process still does anything. */
const stalled = `
  const { FdSink, hurrySinks, discardedBytes } = await import(${JSON.stringify(sinkUrl)});
  const sink = new FdSink(1, 'out');
  const megabyte = Buffer.alloc(1 << 20);
  const startMs = Date.now();
  setTimeout(hurrySinks, 100, true);
  sink.write(megabyte, 0, megabyte.length);
  await sink.drained();
  await sink.finished();
  process.stderr.write(JSON.stringify({ closed: sink.closed, ms: Date.now() - startMs }));
  process.exit(0);`;

test('when it has to hurry, it gives up a reader that takes nothing', () => {
  const { stderr } = shell(`${node} | sleep 3`, stalled);
  const { closed, ms } = JSON.parse(stderr) as { closed: boolean; ms: number };
  assert.equal(closed, true);
  assert.ok(ms >= 400 && ms < 2000, String(ms));
});

/** The reader takes a little at a time. */
const slowly = stalled.replace('hurrySinks, 100, true', 'hurrySinks, 100, false');

test('as long as the run goes on, a reader that takes something is waited for', () => {
  const reader = 'dd bs=65536 count=1; sleep 0.3; dd bs=65536 count=1; sleep 0.3; cat';
  const { stderr } = shell(`${node} | (${reader}) 2>/dev/null`, slowly);
  assert.equal((JSON.parse(stderr) as { closed: boolean }).closed, false);
});

test('it knows how much the reader left', () => {
  const script = stalled.replace(
    'closed: sink.closed',
    'closed: sink.closed, left: discardedBytes()',
  );
  const { stdout, stderr } = shell(`${node} | (sleep 2; cat)`, script);
  const { left } = JSON.parse(stderr) as { left: number };
  assert.equal(stdout.length + left, 1 << 20);
});

test('what other programs write to the pipe still blocks', () => {
  const { stdout } = shell(`(${node} 2>/dev/null; seq 200000) | (sleep 0.3; cat)`);
  assert.equal(stdout.trimEnd().split('\n').at(-1), '200000');
  assert.equal(stdout.trimEnd().split('\n').length, 220_000);
});
