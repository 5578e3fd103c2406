import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Outcome {
  stdout: Buffer;
  stderr: string;
  /** Undefined when the program was ended by a signal. */
  status: number | undefined;
  signal: string | undefined;
}

/** Both programs see the same time zone and locale, and the reference's own chisels. */
export const programEnv: NodeJS.ProcessEnv = {
  ...process.env,
  TZ: 'UTC',
  LC_ALL: 'C.UTF-8',
  CHISEL_PATH: '/usr/share/sysdig/chisels',
};

/** Where the reference is, undefined when this machine has none. */
export const reference: string | undefined = findProgram('sysdig');

/** The reference's viewer. */
export const referenceViewer: string | undefined = findProgram('csysdig');

/** Why tests that run the reference are skipped; false when they are not. */
export const withoutReference: string | false =
  reference === undefined && 'sysdig, the reference, is not installed';

const limitMs = 60_000;

/** Runs a program to its end, with nothing on its standard input. */
export function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const child = spawn(program, args, {
    env: { ...programEnv, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limitMs,
  });
  const stdout: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => stdout.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString('latin1')));
  child.on('error', reject);
  child.on('close', (status, signal) => {
    const output = Buffer.concat(stdout);
    resolve({ stdout: output, stderr, status: status ?? undefined, signal: signal ?? undefined });
  });
  return promise;
}

function findProgram(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      continue;
    }
  }
  return undefined;
}
