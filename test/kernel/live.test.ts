import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { withoutReference } from '../support/programs.ts';
import { scratchFolder } from '../support/scratch.ts';
import { cannotCapture, command, startLive } from './live-run.ts';

const limitMs = 60_000;
const folder = scratchFolder('live');

test('what is lost is counted', { skip: cannotCapture, timeout: limitMs }, async () => {
  const count = 400_000;
  const filter = 'proc.name=dd and evt.type=read and evt.dir=< and evt.rawres=1';
  const run = await startLive(['-p', '%evt.num', `(${filter}) or evt.num<2`]);
  run.process.kill('SIGSTOP');
  spawnSync('dd', ['if=/dev/zero', 'of=/dev/null', 'bs=1', `count=${String(count)}`]);
  run.process.kill('SIGCONT');
  await sleep(1000);
  const { stdout, stderr } = await run.stop();
  const [, lost = '0', happened = '0'] = /(\d+) of (\d+) events were lost/.exec(stderr) ?? [];
  const shown = stdout.trim().split('\n').length;
  assert.ok(Number(lost) > count, `lost ${lost}`);
  // Each byte is a read and a write, each with two events.
  assert.ok(Number(happened) >= 4 * count, `happened ${happened}`);
  assert.ok(shown + Number(lost) >= count);
});

test('a run of -M ends in time though no event passes', { skip: cannotCapture }, () => {
  const args = ['-M', '1', 'proc.name=no-process-is-called-so'];
  const { status, stdout } = spawnSync(command, args, { timeout: limitMs, encoding: 'utf8' });
  assert.deepEqual({ status, stdout }, { status: 0, stdout: '' });
});

test(
  'the process that captures is left out',
  { skip: cannotCapture, timeout: limitMs },
  async () => {
    const saved = join(folder, 'others.scap');
    const run = await startLive(['-w', saved], saved);
    await sleep(300);
    await run.stop();
    const pids = linesOf(saved, '%proc.pid').split('\n');
    assert.ok(pids.length > 1);
    assert.ok(!pids.includes(String(run.process.pid)));
  },
);

test(
  'sysdig prints the same lines of what was saved',
  { skip: cannotCapture || withoutReference, timeout: limitMs },
  async () => {
    const file = join(folder, 'live.scap');
    const run = await startLive(['-w', file], file);
    spawnSync('sh', ['-c', `cd ${folder}; for i in 1 2 3; do ls -l / | sort > o$i; done; rm o?`]);
    await run.stop();
    const bytes = { maxBuffer: 1 << 28 };
    const reference = spawnSync('sysdig', ['-r', file], bytes);
    const ours = spawnSync(command, ['-r', file], bytes);
    assert.equal(ours.status, 0);
    assert.ok(ours.stdout.length > 1000);
    assert.equal(withoutUdp(ours.stdout), withoutUdp(reference.stdout));
  },
);

/** The reference shows memory that it never wrote as addresses of UDP sockets that were bound before. */
function withoutUdp(lines: Buffer): string {
  return lines
    .toString('latin1')
    .split('\n')
    .filter((line) => !/<[46]u>/.test(line))
    .join('\n');
}

/** Lines of what was saved: printing live would show the reader's own calls, without end. */
function linesOf(saved: string, format: string, ...filter: string[]): string {
  const args = ['-r', saved, '-p', format, ...filter];
  const { status, stdout } = spawnSync(command, args, { encoding: 'latin1', maxBuffer: 1 << 29 });
  rmSync(saved);
  assert.equal(status, 0);
  return stdout;
}
