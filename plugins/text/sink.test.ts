import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { FdSink } from './sink.ts';

const bytes = Buffer.from('one line\n');

test('writes the bytes it is given and no others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sink-'));
  const path = join(folder, 'out');
  const fd = openSync(path, 'w');
  new FdSink(fd).write(bytes, 4, bytes.length);
  closeSync(fd);
  assert.equal(readFileSync(path, 'utf8'), 'line\n');
  rmSync(folder, { recursive: true });
});

test('a full disk is an error with a way out', () => {
  const fd = openSync('/dev/full', 'w');
  assert.throws(() => new FdSink(fd).write(bytes, 0, bytes.length), {
    code: 'CHISEL_OUTPUT_FAILED',
  });
  closeSync(fd);
});

const sinkUrl = new URL('sink.ts', import.meta.url).href;
const endless = `
  const { FdSink } = await import(${JSON.stringify(sinkUrl)});
  const sink = new FdSink(1);
  const line = Buffer.from('x'.repeat(99) + '\\n');
  for (let i = 0; i < 20000 && !sink.closed; i++) sink.write(line, 0, line.length);
  process.stderr.write(String(sink.closed));`;
const node = `'${process.execPath}' --input-type=module -e "$PROGRAM"`;

function shell(command: string): { stdout: string; stderr: string; status: number | null } {
  const env = { ...process.env, PROGRAM: endless };
  return spawnSync('bash', ['-c', command], { env, encoding: 'utf8', maxBuffer: 1 << 26 });
}

test('a reader that goes away closes the sink', () => {
  const { stdout, stderr } = shell(`${node} | head -n 2`);
  assert.equal(stdout, `${'x'.repeat(99)}\n`.repeat(2));
  assert.equal(stderr, 'true');
});

test('a slow reader gets everything', () => {
  const { stdout, stderr } = shell(`${node} | (sleep 0.3; cat)`);
  assert.equal(stdout.length, 2_000_000);
  assert.equal(stderr, 'false');
});
