import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import type { WorkerReport, WorkerTask } from './captures-worker.ts';

const SEEDS = 10_000;
const FIRST_SEED = Number(process.env['CHISEL_FIRST_SEED'] ?? 1);
/** One at a time: the limit of memory is one run's. */
const WORKERS = 1;
const HANG_MS = 5000;
const MAX_MEMORY_BYTES = 500e6;
const LOOK_MS = 200;

test(`${SEEDS} damaged captures end in order`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chisel-hostile-'));
  try {
    const each = SEEDS / WORKERS;
    const runs = Array.from({ length: WORKERS }, (_, index) =>
      runWorker(FIRST_SEED + index * each, each, join(folder, `${index}.scap`)),
    );
    const reports = await Promise.all(runs);
    const failures = reports.flatMap((report) => report.failures);
    const texts = failures.map(({ seed, stack }) => `seed ${seed}: ${stack}`);
    assert.deepEqual(texts, []);
    assertVariety(reports);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Faults that all end alike would prove nothing. */
function assertVariety(reports: readonly WorkerReport[]): void {
  const codes = new Map<string, number>();
  for (const [code, count] of reports.flatMap((report) => Object.entries(report.codes))) {
    codes.set(code, (codes.get(code) ?? 0) + count);
  }
  const wanted = [
    'none',
    'CHISEL_CAPTURE_DAMAGED',
    'CHISEL_CAPTURE_TRUNCATED',
    'CHISEL_CAPTURE_GZIP_DAMAGED',
  ];
  for (const code of wanted) assert.ok((codes.get(code) ?? 0) > SEEDS / 100, code);
}

/** Runs seeds in a thread of their own and ends it when one hangs or memory grows too far. */
async function runWorker(firstSeed: number, seeds: number, file: string): Promise<WorkerReport> {
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const workerData: WorkerTask = { firstSeed, seeds, file, progress };
  const worker = new Worker(new URL('./captures-worker.ts', import.meta.url), {
    workerData,
    // Garbage may not pile up between captures.
    resourceLimits: { maxOldGenerationSizeMb: 128 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<WorkerReport>();
  const seed = (): string => `seed ${firstSeed + Atomics.load(progress, 0) - 1}`;
  worker.once('message', resolve);
  worker.once('error', (error) => reject(new Error(`crash at ${seed()}`, { cause: error })));
  worker.once('exit', () => reject(new Error(`early end at ${seed()}`)));
  let seen = 0;
  let sinceMs = performance.now();
  const watch = setInterval(() => {
    const at = Atomics.load(progress, 0);
    if (at !== seen) sinceMs = performance.now();
    seen = at;
    // Before its first seed the worker loads the program.
    if (at > 0 && performance.now() - sinceMs > HANG_MS) reject(new Error(`hang at ${seed()}`));
    const { rss } = process.memoryUsage();
    if (rss > MAX_MEMORY_BYTES) reject(new Error(`${rss} bytes of memory at ${seed()}`));
  }, LOOK_MS);
  try {
    return await promise;
  } finally {
    clearInterval(watch);
    await worker.terminate();
  }
}
