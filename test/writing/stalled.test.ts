import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFiles } from '@chisel/scap/testing/read-capture.ts';
import { cannotCapture } from '../kernel/live-run.ts';
import { captureFolder, chisel } from '../support/project.ts';
import { programEnv } from '../support/programs.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder('stalled');
const capture = join(captureFolder, 'demo.scap.gz');
/** More than pipes hold and the command is willing to keep. */
const long = Array.from({ length: 40 }, () => ['-r', capture]).flat();
const plain = join(folder, 'plain.scap');
const packed = join(folder, 'packed.scap.gz');

const script = join(folder, 'talk.lua');
writeFileSync(
  script,
  `description = 'talks' short_description = 'talks' category = 'Misc' args = {}
  function on_init() return true end
  function on_event() print(string.rep('y', 500)) io.stderr:write(string.rep('z', 500), '\\n') return true end`,
);

const talk = join(folder, 'talk');
mkdirSync(talk);
writeFileSync(
  join(talk, 'chisel.json'),
  JSON.stringify({
    name: 'talk',
    version: '1.0.0',
    description: 'Talks.',
    category: 'Misc',
    license: 'Apache-2.0',
    runtime: 'typescript',
    entry: 'main.ts',
    apiVersion: 1,
    fields: ['evt.num'],
  }),
);
writeFileSync(
  join(talk, 'main.ts'),
  `import { defineChisel, print } from '@chisel/sdk';
  export default defineChisel({ fields: ['evt.num'], onEvent: () => print('y'.repeat(500)) });`,
);

interface Stall {
  readonly args: readonly string[];
  readonly signal?: NodeJS.Signals;
  /** Whether standard error goes to the same pipe. */
  readonly both?: boolean;
}

/** Runs the command into a pipe of which nobody reads more than a byte, and interrupts it. */
async function interruptStalled({ args, signal = 'SIGTERM', both = false }: Stall) {
  const pipe = join(folder, 'pipe');
  spawnSync('mkfifo', [pipe]);
  const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(pipe, 'w');
  const child = spawn(chisel, args, {
    env: programEnv,
    timeout: 60_000,
    killSignal: 'SIGKILL',
    stdio: ['ignore', writer, both ? writer : 'pipe'],
  });
  let stderr = '';
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  const closed = once(child, 'close');
  closeSync(writer);
  while (!hasByte(reader)) {
    assert.equal(child.exitCode ?? child.signalCode, null, `it ended before it wrote: ${stderr}`);
    await sleep(20);
  }
  const heldKb = await stall(child.pid ?? 0);
  const startMs = Date.now();
  child.kill(signal);
  const [status] = (await closed) as [number | null];
  closeSync(reader);
  return { status, heldKb, ms: Date.now() - startMs };
}

/** How often it is looked whether the command does anything, at most. */
const MAX_LOOKS = 25;

/** Waits until the command does nothing any more; gives the memory that it holds by then. */
async function stall(pid: number): Promise<number> {
  // A live run looks for events all the time.
  let looks = MAX_LOOKS;
  for (let before = -1, now = ticks(pid); now > before + 3 && looks > 0; now = ticks(pid)) {
    before = now;
    looks--;
    await sleep(400);
  }
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]);
}

function hasByte(reader: number): boolean {
  try {
    return readSync(reader, Buffer.alloc(1)) === 1;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return false;
    throw error;
  }
}

/** What a process has used of the processor. */
function ticks(pid: number): number {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

const stalls: Readonly<Record<string, Stall>> = {
  'event lines': { args: long, signal: 'SIGINT' },
  'event lines, each at once': { args: [...long, '-U', '-x'] },
  'a capture': { args: [...long, '-w', '-'] },
  'a compressed capture': { args: [...long, '-z', '-w', '-', 'evt.type!=switch'] },
  'a capture without contents': { args: [...long, '--sanitize', '-w', '-'] },
  'a script, and errors to the same pipe': { args: [...long, '-v', '-c', script], both: true },
  'a script that is shown each event': { args: [...long, '--exact', '-c', script], both: true },
  'a TypeScript chisel beside a capture': { args: [...long, '-c', talk, '-w', plain] },
  'two chisels beside a compressed capture': {
    args: [...long, '-c', talk, '-c', script, '-z', '-w', packed, 'evt.type!=switch'],
  },
};

for (const [name, stalled] of Object.entries(stalls)) {
  test(`a reader that takes nothing: ${name}`, async () => {
    const { status, heldKb, ms } = await interruptStalled(stalled);
    assert.equal(status, 0);
    // A second, and what a busy machine takes to end a process.
    assert.ok(ms < 3000, `${String(ms)} ms`);
    assert.ok(heldKb < 400_000, `${String(heldKb)} kB`);
  });
}

test('the captures that were being written are whole', async () => {
  for (const file of [plain, packed]) {
    const { code, events } = await readFiles([file], 'newest');
    assert.equal(code, undefined, file);
    assert.ok(events.length > 1000, `${file}: ${String(events.length)}`);
  }
});

test('a reader that takes nothing: the running kernel', { skip: cannotCapture }, async () => {
  const { status, ms } = await interruptStalled({ args: ['-x', '-s', '60000'] });
  assert.equal(status, 0);
  assert.ok(ms < 3000, `${String(ms)} ms`);
});
