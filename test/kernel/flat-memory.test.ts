import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnSync } from 'node:child_process';
import { programEnv, withoutReference } from '../support/programs.ts';
import { scratchFolder } from '../support/scratch.ts';
import { cannotCapture, command, startLive } from './live-run.ts';
import { buildLoad, withoutCompiler } from './load/start-load.ts';

/** Ten minutes of it are `CHISEL_TEST_FLAT_SECONDS=600 npm test -- test/kernel/flat-memory`. */
const seconds = Number(process.env.CHISEL_TEST_FLAT_SECONDS ?? 20);
const callsPerSecond = Number(process.env.CHISEL_TEST_FLAT_CALLS ?? 50_000);
const SAMPLES = 120;
/** The heaps of the program and of its guests grow for some minutes into the room that they are given. */
const SETTLED = 0.6;
/** In a short run they have not been tidied up often enough to be told from ones that always grow. */
const mostGrowthMb = seconds >= 300 ? 15 : 100;
/** It holds about 16 soon after the start and stays there; buffers among small blocks take it beyond in seconds. */
const mostNativeHeapMb = 24;

const folder = scratchFolder('flat-memory');
const typescript = ['topfiles', 'topprocs'];
const lua = ['topscalls', 'topconns'];

test(
  `memory is flat, ${String(seconds)} s with four chisels while all kinds of things come and go`,
  { skip: cannotCapture || withoutReference || withoutCompiler, timeout: (seconds + 60) * 1000 },
  async (t) => {
    programEnv.HOME = folder;
    for (const name of typescript) {
      const { status, stderr } = spawnSync(command, ['install', name], { env: programEnv });
      assert.equal(status, 0, String(stderr));
    }
    const load = buildLoad(folder);
    const chisels = [...typescript, ...lua].flatMap((name) => ['-c', name]);
    const run = await startLive(['-v', ...chisels], undefined, programEnv);
    const running = load({ seconds, callsPerSecond, folder });
    const { samples, nativeHeapMb } = await watchMemory(run.process.pid ?? 0);
    const { calls } = await running;
    const { stderr, stdout } = await run.stop();
    const settled = samples.slice(SAMPLES * SETTLED);
    const growthMb = slope(settled) * settled.length;
    t.diagnostic(`${String(calls)} reads and writes; ${stderr.replaceAll('\n', '; ')}`);
    t.diagnostic(`MB: ${samples.map((mb) => mb.toFixed(0)).join(' ')}`);
    assert.match(stdout, /\/dev\/zero/);
    t.diagnostic(`native heap: ${nativeHeapMb.toFixed(1)} MB`);
    assert.ok(growthMb < mostGrowthMb, `grew by ${growthMb.toFixed(1)} MB since it had settled`);
    assert.ok(nativeHeapMb < mostNativeHeapMb, `${nativeHeapMb.toFixed(1)} MB of native heap`);
  },
);

/** What it holds over the time of the load, and of that its native heap at the end. */
async function watchMemory(pid: number): Promise<{ samples: number[]; nativeHeapMb: number }> {
  const read = (name: string): string => readFileSync(join('/proc', String(pid), name), 'utf8');
  const samples: number[] = [];
  while (samples.length < SAMPLES) {
    await sleep((seconds * 1000) / SAMPLES);
    samples.push(megabytes(/^VmRSS:\s+(\d+)/m, read('status')));
  }
  return { samples, nativeHeapMb: megabytes(/\[heap\]\n(?:.*\n)*?Rss:\s+(\d+)/, read('smaps')) };
}

/** From a number of kilobytes. */
function megabytes(pattern: RegExp, text: string): number {
  const [, kb] = pattern.exec(text) ?? [];
  return Number(kb) / 1000;
}

/** Of the straight line that fits best, in MB a sample. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const over = values.reduce((sum, value, i) => sum + (i - middle) * (value - mean), 0);
  return over / values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
}
