import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EventBuilder } from './event-builder.ts';

/** What a chisel is run on; either `events` or `capture`. */
export interface RunOptions {
  readonly events?: EventBuilder;
  /** A capture file; a relative path begins where the tests run. */
  readonly capture?: string | URL;
  /** Its arguments, as on the command line: `time 20`. */
  readonly args?: string;
  /** A filter of the command line. */
  readonly filter?: string;
  /** Tables and values as lines of JSON. */
  readonly json?: boolean;
  /**
   * The command; when absent `CHISEL_COMMAND`, else the project's own in `node_modules`, else the one on
   * the path.
   */
  readonly command?: string;
}

/** What a run came to. */
export interface ChiselOutcome {
  /** What it printed. */
  readonly output: string;
  /** What the command said on standard error. */
  readonly errors: string;
  /** 0 when all went well. */
  readonly status: number;
}

/** Runs the chisel in a folder, in its sandbox. It resolves also when the run fails: see `status`. */
export async function runChisel(folder: string | URL, options: RunOptions): Promise<ChiselOutcome> {
  const { events, capture } = options;
  if ((events === undefined) === (capture === undefined)) {
    throw new TypeError('runChisel needs one of events and capture');
  }
  if (capture !== undefined) return run(['-r', pathOf(capture)], folder, options);
  const scratch = await mkdtemp(join(tmpdir(), 'chisel-events-'));
  try {
    const file = join(scratch, 'events.jsonl');
    await writeFile(file, (events as EventBuilder).toJsonLines());
    return await run(['--events', file], folder, options);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function run(
  input: readonly string[],
  folder: string | URL,
  { args, filter, json, command = findCommand() }: RunOptions,
): Promise<ChiselOutcome> {
  const words = [args, filter].filter((word) => word !== undefined);
  const line = [...input, ...(json === true ? ['-j'] : []), '-c', pathOf(folder), ...words];
  const { promise, resolve: finish, reject } = Promise.withResolvers<ChiselOutcome>();
  const child = spawn(command, line, {
    env: { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => errors.push(bytes));
  child.on('error', reject);
  child.on('close', (status) =>
    finish({
      output: Buffer.concat(output).toString(),
      errors: Buffer.concat(errors).toString(),
      status: status ?? 1,
    }),
  );
  return promise;
}

function pathOf(place: string | URL): string {
  return resolve(place instanceof URL ? fileURLToPath(place) : place);
}

function findCommand(): string {
  const { CHISEL_COMMAND: given } = process.env;
  if (given !== undefined && given !== '') return given;
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const own = join(folder, 'node_modules/.bin/chisel');
    if (existsSync(own)) return own;
    if (folder === dirname(folder)) return 'chisel';
  }
}
