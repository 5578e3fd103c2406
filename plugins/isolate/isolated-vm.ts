import { createRequire, flushCompileCache } from 'node:module';
import type ivm from 'isolated-vm';

let loaded: typeof ivm | undefined;

/** The addon, loaded when the first chisel runs. */
export function loadIsolatedVm(): typeof ivm {
  if (loaded === undefined) {
    loaded = createRequire(import.meta.url)('isolated-vm') as typeof ivm;
    process.once('exit', leaveAtOnce);
  }
  return loaded;
}

/**
 * Ends the process without taking Node's environment down: isolates that are freed in the course of
 * that can abort it, after all is done. Whoever else listens for the end has been told before.
 */
export function leaveAtOnce(code: number): void {
  flushCompileCache();
  process.execve?.('/bin/sh', ['sh', '-c', `exit ${String(code)}`], {});
}
