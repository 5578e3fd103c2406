import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cannotCapture } from '../../kernel/live-run.ts';
import { chisel } from '../../support/project.ts';
import { programEnv } from '../../support/programs.ts';
import type { Row } from '../print-rows.ts';
import { firstLine, timeCopy, type CopyTime } from './time-copy.ts';
import { watchers, type Watcher } from './watchers.ts';

const BYTES = 2_000_000;
/** Others do not tell when they are ready. */
const READY_MS = 3000;

/**
 * What each watcher costs a copy, against one that nobody watches, in turn. The best times count. Of
 * watchers beside the copy its CPU time is compared: what else the machine does changes it least.
 */
export async function runLive(folder: string, runs: number, only: RegExp): Promise<Row[]> {
  const chosen = watchers.filter(({ name }) => only.test(name));
  if (chosen.length === 0) return [];
  const alone: CopyTime[] = [];
  const all = chosen.map((watcher): Tries => ({ watcher, times: [], note: '', isSkipped: false }));
  for (let turn = 0; turn < runs; turn++) {
    alone.push(await timeCopy(BYTES));
    for (const tries of all) {
      if (!tries.isSkipped) await tryOnce(tries, folder);
    }
  }
  return all.map((tries) => rowOf(tries, best(alone)));
}

/** What came of a watcher so far. */
interface Tries {
  readonly watcher: Watcher;
  readonly times: CopyTime[];
  note: string;
  isSkipped: boolean;
}

async function tryOnce(tries: Tries, folder: string): Promise<void> {
  try {
    const { time, note } = await runWatched(tries.watcher, folder);
    tries.times.push(time);
    if (note !== '') tries.note = note;
  } catch (error) {
    tries.isSkipped = true;
    tries.note = `skipped: ${firstLine((error as Error).message)}`;
  }
}

interface Watched {
  readonly time: CopyTime;
  /** What the watcher said about events that it lost. */
  readonly note: string;
}

async function runWatched(watcher: Watcher, folder: string): Promise<Watched> {
  const [program = '', ...args] = watcher.command.map((word) =>
    word === 'chisel' ? chisel : word.replace('{OUT}', join(folder, 'watched')),
  );
  const bytes = BYTES / watcher.shorterBy;
  if (watcher.wraps) return { time: await timeCopy(bytes, [program, ...args]), note: '' };
  if (program === chisel && cannotCapture) throw new Error(cannotCapture);
  const child = spawn(program, args, { env: programEnv, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const ended = Promise.race([once(child, 'close'), once(child, 'error').then(([e]) => fail(e))]);
  await Promise.race([ready(child, program), ended]);
  if (child.exitCode !== null) throw new Error(stderr);
  const time = await timeCopy(bytes);
  child.kill('SIGINT');
  await ended;
  return { time, note: /\d+ of \d+ events were lost/.exec(stderr)?.[0] ?? '' };
}

function fail(error: unknown): never {
  throw error as Error;
}

/** Chisel is ready some time after its programs are attached; the kernel tells of its descriptors. */
async function ready(child: ChildProcess, program: string): Promise<void> {
  while (program === chisel && child.exitCode === null && !isAttached(child)) await sleep(50);
  await sleep(READY_MS);
}

function isAttached({ pid }: ChildProcess): boolean {
  const infos = `/proc/${String(pid)}/fdinfo`;
  return readdirSync(infos).some((fd) => {
    const info = `${infos}/${fd}`;
    return existsSync(info) && readFileSync(info, 'latin1').includes('tp_name:\tsys_exit\n');
  });
}

function best(times: readonly CopyTime[]): CopyTime {
  return {
    elapsedNs: Math.min(...times.map(({ elapsedNs }) => elapsedNs)),
    cpuNs: Math.min(...times.map(({ cpuNs }) => cpuNs)),
  };
}

function rowOf({ watcher, times, note }: Tries, alone: CopyTime): Row {
  const { name, measures, wraps, goal } = watcher;
  const isThere = times.length > 0;
  const time = best(times);
  const ratio = wraps ? time.elapsedNs / alone.elapsedNs : time.cpuNs / alone.cpuNs;
  const parts = [...(isThere ? [timesOf(time)] : []), ...(note === '' ? [] : [note])];
  return {
    name,
    measures,
    ours: parts.join('; '),
    other: timesOf(alone),
    ratio: isThere ? ratio : undefined,
    goal: goal === undefined ? '' : `${goal} x as long`,
    met: goal === undefined || !isThere ? undefined : ratio <= goal,
  };
}

function timesOf({ elapsedNs, cpuNs }: CopyTime): string {
  return `${elapsedNs.toFixed(0)} ns a byte, ${cpuNs.toFixed(0)} of the CPU`;
}
