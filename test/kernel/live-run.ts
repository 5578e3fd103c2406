import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { isBuilt } from '@chisel/probe/native.ts';

export const command = fileURLToPath(new URL('../../plugins/cli/bin/chisel', import.meta.url));

/** Why live capture cannot be tested here; false when it can. */
export const cannotCapture: string | false =
  process.getuid?.() !== 0
    ? 'live capture is tested as root'
    : !existsSync('/sys/kernel/btf/vmlinux')
      ? 'this kernel has no BTF'
      : !isBuilt() && 'the probe is not built: npm run setup';

export const isInstalled = (program: string): boolean => spawnSync('which', [program]).status === 0;

/** A running `chisel`. */
export interface LiveRun {
  readonly process: ChildProcess;
  readonly ended: Promise<unknown>;
  /** Whether it has written something to standard output. */
  hasShown(): boolean;
  /** What it has written to standard output so far. */
  shown(): string;
  /** Ends it as Ctrl-C does, and gives what it wrote. */
  stop(): Promise<{ stdout: string; stderr: string }>;
}

/** Starts it and waits until it has shown or written something. */
export async function startLive(
  args: readonly string[],
  written?: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<LiveRun> {
  const run = spawnLive(args, env);
  const begins = written ? begun(written) : once(run.process.stdout as Readable, 'data');
  await Promise.race([begins, run.ended]);
  return run;
}

export function spawnLive(args: readonly string[], env: NodeJS.ProcessEnv = process.env): LiveRun {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (output.stdout += data.toString('latin1')));
  child.stderr.on('data', (data: Buffer) => (output.stderr += data.toString('latin1')));
  const ended = once(child, 'close');
  return {
    process: child,
    ended,
    hasShown: () => output.stdout !== '',
    shown: () => output.stdout,
    async stop() {
      child.kill('SIGINT');
      await ended;
      return output;
    },
  };
}

async function begun(file: string): Promise<void> {
  while (!existsSync(file) || statSync(file).size === 0) await sleep(50);
}
