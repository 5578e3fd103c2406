import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventTable } from '@chisel/core/event/event-table.ts';
import { Wanted } from '@chisel/core/event/source.ts';
import { createBlocks } from '@chisel/probe/blocks.ts';
import { Probe, type ProbeCounts } from '@chisel/probe/probe.ts';
import { cannotCapture } from './live-run.ts';

const table = new EventTable('classic');
const READ_EXIT = 7;
const WRITE_EXIT = 9;

const skip =
  cannotCapture || (spawnSync('dd', ['--version']).status !== 0 && 'dd is not installed');

test(
  'what is sent and what is lost are together what happened',
  { skip, timeout: 60_000 },
  async (t) => {
    const probe = new Probe({ table, snaplen: 80, pageFaults: false, user: undefined });
    try {
      if (probe.native.iterate('own_process').readUInt32LE() !== process.pid) {
        t.skip('pids here are not those of the machine');
        return;
      }
      const few = await countOf(probe, 1000);
      assert.equal(few.full + few.nested + few.tooLarge, 0);
      // What dd reads and writes besides its blocks.
      const besides = few.sent - 2 * 1000;
      assert.ok(besides > 0 && besides < 50, String(besides));
      const blocks = 300_000;
      const many = await countOf(probe, blocks);
      assert.ok(many.full > blocks / 10, `${String(many.full)} lost of ${String(2 * blocks)}`);
      assert.equal(many.nested + many.tooLarge, 0);
      assert.equal(many.sent + many.full, 2 * blocks + besides);
      assert.equal(await readAll(probe), probe.counts().sent);
    } finally {
      probe.close();
    }
  },
);

/** Lets a dd copy so many blocks, of which only the ends of reads and writes are wanted; nobody reads the rings. */
async function countOf(probe: Probe, blocks: number): Promise<ProbeCounts> {
  const copy = `kill -STOP $$; exec dd if=/dev/zero of=/dev/null bs=1 count=${String(blocks)}`;
  const child = spawn('sh', ['-c', copy], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const stat = `/proc/${String(child.pid)}/stat`;
  while (!readFileSync(stat, 'latin1').includes(') T ')) await sleep(5);
  const types = new Uint8Array(table.types.length);
  types[READ_EXIT] = types[WRITE_EXIT] = Wanted.MATCHING;
  probe.demand({ types, pids: [child.pid ?? 0], entersInTime: true, payloads: true });
  await sleep(50);
  const before = probe.counts();
  child.kill('SIGCONT');
  await ended;
  const { sent, full, nested, tooLarge, hasSmallRings } = probe.counts();
  return {
    hasSmallRings,
    sent: sent - before.sent,
    full: full - before.full,
    nested: nested - before.nested,
    tooLarge: tooLarge - before.tooLarge,
  };
}

/** How many events are read once somebody does. */
async function readAll(probe: Probe): Promise<number> {
  let count = 0;
  let idle = 0;
  probe.start(createBlocks(), () => undefined);
  while (idle < 20) {
    const taken = probe.native.take();
    if (typeof taken === 'object') {
      count += taken.count;
      probe.native.release(taken.number);
    }
    idle = typeof taken === 'object' ? 0 : idle + 1;
    if (idle > 0) await sleep(10);
  }
  return count;
}
