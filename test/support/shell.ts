import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { captureFolder, root } from './project.ts';
import type { Outcome } from './programs.ts';

export interface ShellOptions {
  /** Folder the line starts in; absent: its home. */
  cwd?: string;
  env?: Record<string, string>;
  limitMs?: number;
}

/**
 * Runs one shell line as a user would type it, in a home of its own that is gone afterwards.
 * `chisel` is on the path, `$CAPTURES` is the folder of captures.
 */
export async function runShell(line: string, options: ShellOptions = {}): Promise<Outcome> {
  const home = mkdtempSync(join(tmpdir(), 'chisel-home-'));
  try {
    return await runIn(home, line, options);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function runIn(home: string, line: string, options: ShellOptions): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const child = spawn('bash', ['-c', `set -o pipefail\n${line}`], {
    cwd: options.cwd ?? home,
    env: {
      PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
      HOME: home,
      CAPTURES: captureFolder,
      TZ: 'UTC',
      LC_ALL: 'C.UTF-8',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  // The whole group: whatever the line left running ends with it.
  const timer = setTimeout(() => endGroup(child.pid), options.limitMs ?? 30_000);
  const stdout: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => stdout.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString('latin1')));
  child.on('error', reject);
  child.on('close', (status, signal) => {
    clearTimeout(timer);
    const output = Buffer.concat(stdout);
    resolve({ stdout: output, stderr, status: status ?? undefined, signal: signal ?? undefined });
  });
  return promise;
}

function endGroup(pid: number | undefined): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
}
