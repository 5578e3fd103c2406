/**
 * What `npm run bench` runs: whole processes against the reference, in turn, then parts of the
 * program by themselves.
 *
 *   npm run bench -- [--capture FILE] [--events N] [--runs N] [--only REGEX] [--json]
 *   npm run bench -- live [--runs N] [--only REGEX] [--json]      what live capture costs others
 */
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { captureFolder } from '../support/project.ts';
import { growCapture } from './grow-capture.ts';
import { runLive } from './live/run-live.ts';
import { runSteadyLoad } from './live/steady-load.ts';
import type { MicroCase } from './micro-case.ts';
import { isLimit, type LimitCase, type ProcessCase } from './process-case.ts';
import { printRows, type Row } from './print-rows.ts';
import { prepareChisels, runLimit, runMicro, runProcesses, type Setting } from './run-case.ts';

const small = join(captureFolder, 'curl_google.scap');
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    capture: { type: 'string' },
    events: { type: 'string', default: '2500000' },
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});
const only = new RegExp(options.only, 'i');
const folder = mkdtempSync(join(tmpdir(), 'chisel-bench-'));
const home = join(folder, 'home');
try {
  const rows = positionals.includes('live') ? live() : runAll(setting());
  printRows(await rows, options.json);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function live(): Promise<Row[]> {
  await prepareChisels({ home });
  const runs = Number(options.runs);
  return [...(await runLive(folder, runs, only)), ...(await runSteadyLoad(folder, runs, only))];
}

function setting(): Setting {
  const runs = Number(options.runs);
  if (options.capture !== undefined) return { capture: options.capture, small, runs, home };
  const capture = join(folder, 'grown.scap');
  growCapture(join(captureFolder, 'demo.scap.gz'), capture, Number(options.events));
  return { capture, small, runs, home };
}

async function runAll(at: Setting): Promise<Row[]> {
  const rows: Row[] = [];
  await prepareChisels(at);
  for (const row of await load<ProcessCase | LimitCase>('cases')) {
    rows.push(await attempt(row, () => (isLimit(row) ? runLimit(row, at) : runProcesses(row, at))));
  }
  for (const row of await load<MicroCase>('micro')) {
    rows.push(await attempt(row, () => runMicro(row, at)));
  }
  return rows;
}

/** A case that fails is a row that says so; the others still run. */
async function attempt(
  { name, measures }: Pick<Row, 'name' | 'measures'>,
  measureCase: () => Promise<Row>,
): Promise<Row> {
  try {
    return await measureCase();
  } catch (error) {
    process.exitCode = 1;
    console.error(`${name}: ${String(error)}`);
    return { name, measures, ours: 'failed', other: '', ratio: undefined, goal: '', met: false };
  }
}

async function load<T extends { name: string }>(kind: string): Promise<T[]> {
  const files = globSync(`${kind}/*.ts`, { cwd: import.meta.dirname }).sort();
  const modules = files.map((file) => import(`./${file}`) as Promise<{ default: T }>);
  const cases = (await Promise.all(modules)).map((module) => module.default);
  return cases.filter(({ name }) => only.test(name));
}
