import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Compiled, CompileTask } from './compile-task.ts';

/** What a worker may use; what it is given decides what it needs. */
export interface CompileLimits {
  readonly timeMs: number;
  readonly memoryMb: number;
}

export const defaultCompileLimits: CompileLimits = { timeMs: 30_000, memoryMb: 1024 };

/** Says why a compiler gave no answer. */
export class CompilerStopped extends Error {}

/** Compiles in a thread of its own; throws when it takes too long or too much, or breaks. */
export function compileInWorker(
  task: CompileTask,
  { timeMs, memoryMb }: CompileLimits = defaultCompileLimits,
): Promise<Compiled[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Compiled[]>();
  const worker = new Worker(workerFile(), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    // what a compiler says on its own is for nobody
    stdout: true,
    stderr: true,
  });
  const clock = setTimeout(() => {
    reject(new CompilerStopped(`the compiler was not done with it after ${timeMs} ms`));
  }, timeMs);
  worker.once('message', resolve);
  worker.once('error', (error: Error) => reject(new CompilerStopped(reasonOf(error, memoryMb))));
  worker.once('exit', () => reject(new CompilerStopped('the compiler ended without an answer')));
  return promise.finally(() => {
    clearTimeout(clock);
    void worker.terminate();
  });
}

function reasonOf(error: Error, memoryMb: number): string {
  const isMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isMemory ? `the compiler needs more than ${memoryMb} MB for it` : error.message;
}

/** There only when the command is bundled, and so is `__filename`. */
declare const CHISEL_GUEST_MODULES: string | undefined;
declare const __filename: string;

function workerFile(): string | URL {
  if (typeof CHISEL_GUEST_MODULES !== 'string')
    return new URL('compile-worker.ts', import.meta.url);
  return join(dirname(__filename), 'compile-worker.cjs');
}
