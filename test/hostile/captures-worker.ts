import { parentPort, workerData } from 'node:worker_threads';
import { runSeed } from './captures-runner.ts';

/** What a worker is told: its seeds, a file to write to, and where to say which seed it is at. */
export interface WorkerTask {
  firstSeed: number;
  seeds: number;
  file: string;
  progress: Int32Array;
}

export interface WorkerReport {
  /** How often each error ended a capture; `none` counts those that were read to their end. */
  codes: Record<string, number>;
  failures: { seed: number; stack: string }[];
}

const MAX_FAILURES = 5;

const { firstSeed, seeds, file, progress } = workerData as WorkerTask;
const report: WorkerReport = { codes: {}, failures: [] };
for (let i = 0; i < seeds && report.failures.length < MAX_FAILURES; i++) {
  Atomics.store(progress, 0, i + 1);
  await runOne(firstSeed + i);
}
parentPort?.postMessage(report);

async function runOne(seed: number): Promise<void> {
  try {
    const code = (await runSeed(seed, file)) ?? 'none';
    report.codes[code] = (report.codes[code] ?? 0) + 1;
  } catch (error) {
    const stack = error instanceof Error ? String(error.stack) : String(error);
    report.failures.push({ seed, stack });
  }
}
