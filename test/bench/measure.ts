import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { programEnv } from '../support/programs.ts';

export interface Measurement {
  wallMs: number;
  /** Until the first byte of standard output; NaN when there was none. */
  firstByteMs: number;
  peakMb: number;
}

/** How often the memory of the process is looked at; its peak only ever grows. */
const pollMs = 10;

/** Runs a program to its end and throws its output away. Throws when it fails. */
export function measure(command: readonly string[], watchOutput = false): Promise<Measurement> {
  const [program = '', ...args] = command;
  const { promise, resolve, reject } = Promise.withResolvers<Measurement>();
  const begin = performance.now();
  // The user's own time zone: without one the reference asks the system for it at every line.
  const env = { ...programEnv, TZ: process.env.TZ };
  const child = spawn(program, args, {
    env,
    stdio: ['ignore', watchOutput ? 'pipe' : 'ignore', 'pipe'],
  });
  let firstByteMs = NaN;
  let peakMb = 0;
  let stderr = '';
  child.stdout?.once('data', () => (firstByteMs = performance.now() - begin));
  child.stdout?.resume();
  child.stderr?.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  const poll = setInterval(() => (peakMb = peakOf(child.pid) ?? peakMb), pollMs);
  child.on('error', reject);
  child.on('close', (status) => {
    clearInterval(poll);
    const wallMs = performance.now() - begin;
    if (status === 0) resolve({ wallMs, firstByteMs, peakMb });
    else reject(new Error(`${command.join(' ')} ended with ${status}: ${stderr.slice(0, 500)}`));
  });
  return promise;
}

/** The kernel's own high-water mark of a process's resident memory. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1000;
  } catch {
    return undefined;
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}
