import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { once } from 'node:events';
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

/** A running `chisel`, which has shown its first event, or begun the file it writes. */
export interface LiveRun {
  readonly process: ChildProcess;
  /** Ends it as Ctrl-C does, and gives what it wrote. */
  stop(): Promise<{ stdout: string; stderr: string }>;
}

export async function startLive(args: readonly string[], written?: string): Promise<LiveRun> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stderr.on('data', (data: Buffer) => (output.stderr += data.toString('latin1')));
  const ended = once(child, 'close');
  await Promise.race([written ? begun(written) : once(child.stdout, 'data', keep(output)), ended]);
  child.stdout.on('data', (data: Buffer) => (output.stdout += data.toString('latin1')));
  return {
    process: child,
    async stop() {
      child.kill('SIGINT');
      await ended;
      return output;
    },
  };

  function keep(into: typeof output) {
    child.stdout.once('data', (data: Buffer) => (into.stdout += data.toString('latin1')));
    return {};
  }
}

async function begun(file: string): Promise<void> {
  while (!existsSync(file) || statSync(file).size === 0) await sleep(50);
}
