import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { scratchFolder } from '../support/scratch.ts';
import { cannotCapture, command, startLive } from './live-run.ts';

test(
  'child and parent tell the same flags of the clone3 between them',
  { skip: cannotCapture, timeout: 60_000 },
  async (t) => {
    const saved = join(scratchFolder('clone'), 'all.scap');
    const run = await startLive(['-w', saved], saved);
    spawnSync(process.execPath, ['-e', 'new Worker("", { eval: true })']);
    await sleep(300);
    await run.stop();
    const format = '%thread.tid %evt.rawres %evt.arg.flags';
    const filter = 'evt.type=clone3 and evt.dir=< and evt.rawres>=0';
    const { stdout } = spawnSync(command, ['-r', saved, '-p', format, filter], {
      encoding: 'latin1',
    });
    const lines = stdout.trim().split('\n');
    const rows = lines.map((line) => line.split(' ')).filter((row) => row.length === 3);
    const asked = new Map(rows.map(([, child = '', flags = '']) => [child, flags]));
    const children = rows.filter(([tid = '', result]) => result === '0' && asked.has(tid));
    if (children.length === 0) {
      t.skip('nothing here calls clone3');
      return;
    }
    for (const [tid = '', , flags] of children) assert.equal(flags, asked.get(tid), tid);
    assert.ok(children.some(([, , flags = '']) => flags.includes('CLONE_SETTLS')));
  },
);
