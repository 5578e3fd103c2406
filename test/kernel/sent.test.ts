import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventBlock } from '@chisel/core/event/event-block.ts';
import { EventTable } from '@chisel/core/event/event-table.ts';
import { Wanted, type Demand } from '@chisel/core/event/source.ts';
import { createBlocks } from '@chisel/probe/blocks.ts';
import type { TakenBlock } from '@chisel/probe/native.ts';
import { Probe } from '@chisel/probe/probe.ts';
import { scratchFolder } from '../support/scratch.ts';
import { cannotCapture, isInstalled } from './live-run.ts';

const table = new EventTable('classic');
const READ_EXIT = 7;
/** Offsets in the end of a read. */
const TID = 8;
const TYPE = 20;
const LENGTHS = 26;
const RESULT = 30;

const types = new Uint8Array(table.types.length);
types[READ_EXIT] = Wanted.MATCHING;

/** Copies of dd, which no other process of the machine is called like. */
const folder = scratchFolder('sent');
const own = join(folder, 'owncopy');
const another = join(folder, 'anothercopy');
const SNAPLEN = 80;
const BLOCK_BYTES = 100;

const cases: readonly {
  readonly name: string;
  readonly demand: Pick<Demand, 'comms' | 'payloads'>;
  /** The lengths of data in the reads of its own copy, and in those of another. */
  readonly ownBytes: readonly number[];
  readonly othersBytes: readonly number[];
}[] = [
  { name: 'all', demand: { payloads: true }, ownBytes: [SNAPLEN], othersBytes: [SNAPLEN] },
  {
    name: 'its name',
    demand: { comms: ['owncopy'], payloads: true },
    ownBytes: [SNAPLEN],
    othersBytes: [],
  },
  {
    name: 'no data',
    demand: { comms: ['x', 'owncopy'], payloads: false },
    ownBytes: [0],
    othersBytes: [],
  },
  {
    name: 'the start of its name',
    demand: { comms: ['owncop'], payloads: true },
    ownBytes: [],
    othersBytes: [],
  },
];

test(
  'of other processes nothing is sent, and no data that nobody reads',
  { skip: cannotCapture || (!isInstalled('dd') && 'dd is not installed'), timeout: 60_000 },
  async (t) => {
    for (const file of [own, another]) copyFileSync('/bin/dd', file);
    const probe = new Probe({ table, snaplen: SNAPLEN, pageFaults: false, user: undefined });
    try {
      if (probe.native.iterate('own_process').readUInt32LE() !== process.pid) {
        t.skip('pids here are not those of the machine');
        return;
      }
      const reader = new Reader(probe);
      for (const { name, demand, ownBytes, othersBytes } of cases) {
        probe.demand({ types, entersInTime: false, ...demand });
        assert.deepEqual(await reader.dataOf(own), ownBytes, name);
        assert.deepEqual(await reader.dataOf(another), othersBytes, name);
      }
    } finally {
      probe.close();
    }
  },
);

/** Reads what a probe sends. */
class Reader {
  readonly #probe: Probe;
  readonly #blocks = createBlocks();
  #taken = 0;

  constructor(probe: Probe) {
    this.#probe = probe;
    probe.start(this.#blocks, () => undefined);
  }

  /** Lets a program copy, and gives the different lengths of data that its reads were sent with. */
  async dataOf(program: string): Promise<number[]> {
    const { pid, status } = spawnSync(program, [
      'if=/dev/zero',
      'of=/dev/null',
      `bs=${String(BLOCK_BYTES)}`,
      'count=20',
    ]);
    assert.equal(status, 0);
    const lengths = new Set<number>();
    const { sent } = this.#probe.counts();
    while (this.#taken < sent) {
      const taken = this.#probe.native.take();
      if (typeof taken === 'object') this.#read(taken, pid, lengths);
      else await sleep(10);
    }
    return [...lengths].sort((a, b) => a - b);
  }

  #read({ number, count }: TakenBlock, pid: number, lengths: Set<number>): void {
    const { view, offsets } = this.#blocks[number] as EventBlock;
    for (const start of offsets.subarray(0, count)) {
      const isRead = view.getUint16(start + TYPE, true) === READ_EXIT;
      if (!isRead || view.getUint32(start + TID, true) !== pid) continue;
      if (view.getInt32(start + RESULT, true) !== BLOCK_BYTES) continue;
      lengths.add(view.getUint16(start + LENGTHS + 2, true));
    }
    this.#taken += count;
    this.#probe.native.release(number);
  }
}
