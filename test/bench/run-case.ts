import { mkdirSync } from 'node:fs';
import { chisel } from '../support/project.ts';
import { programEnv, reference, run } from '../support/programs.ts';
import { measure, median, type Measurement } from './measure.ts';
import type { MicroCase } from './micro-case.ts';
import type { Row } from './print-rows.ts';
import type { Goal, LimitCase, ProcessCase } from './process-case.ts';

/** What all cases of a run share. */
export interface Setting {
  capture: string;
  small: string;
  runs: number;
  /** A home of its own for installed chisels. */
  home: string;
}

/** Installs the chisels that cases run. */
export async function prepareChisels({ home }: Pick<Setting, 'home'>): Promise<void> {
  mkdirSync(home, { recursive: true });
  programEnv.HOME = home;
  const { status, stderr } = await run(chisel, ['install', 'topfiles']);
  if (status !== 0) console.error(`topfiles can't be installed: ${stderr}`);
}

/** Both programs in turn, so that a busy machine slows both. */
export async function runProcesses(row: ProcessCase, at: Setting): Promise<Row> {
  const oursCommand = [chisel, ...place(row.ours, at)];
  const program = row.against.program === 'chisel' ? chisel : reference;
  const ours: Measurement[] = [];
  const others: Measurement[] = [];
  for (let turn = 0; turn < at.runs; turn++) {
    ours.push(await measure(oursCommand));
    if (program !== undefined) {
      others.push(await measure([program, ...place(row.against.args, at)]));
    }
  }
  return compare(row, ours, others);
}

function compare(row: ProcessCase, ours: Measurement[], others: Measurement[]): Row {
  const oursMs = median(ours.map(({ wallMs }) => wallMs));
  const otherMs = median(others.map(({ wallMs }) => wallMs));
  const ratio = 'fasterBy' in row.goal ? otherMs / oursMs : oursMs / otherMs;
  const known = others.length > 0;
  return {
    name: row.name,
    measures: row.measures,
    ours: milliseconds(oursMs),
    other: known ? milliseconds(otherMs) : 'sysdig is not installed',
    ratio: known ? ratio : undefined,
    goal: goalText(row.goal),
    met: known ? meets(row.goal, ratio) : undefined,
  };
}

/** A limit is kept in the median run. */
export async function runLimit(row: LimitCase, at: Setting): Promise<Row> {
  const watchOutput = 'firstByteMs' in row.limit;
  const all: Measurement[] = [];
  const scene = await row.scene?.();
  try {
    for (let turn = 0; turn < at.runs; turn++) {
      scene?.before();
      all.push(await measure([chisel, ...place(scene?.ours ?? row.ours, at)], watchOutput));
    }
  } finally {
    scene?.end();
  }
  return limitRow(row, all);
}

function limitRow(row: LimitCase, all: readonly Measurement[]): Row {
  const { name, measures } = row;
  const shared = { name, measures, other: '', ratio: undefined };
  if ('peakMb' in row.limit) {
    const peakMb = median(all.map((one) => one.peakMb));
    const { peakMb: limit } = row.limit;
    return {
      ...shared,
      ours: `${peakMb.toFixed(0)} MB`,
      goal: `${limit} MB`,
      met: peakMb <= limit,
    };
  }
  if ('wallMs' in row.limit) {
    const wallMs = median(all.map((one) => one.wallMs));
    const { wallMs: limit } = row.limit;
    return { ...shared, ours: milliseconds(wallMs), goal: `${limit} ms`, met: wallMs <= limit };
  }
  const firstMs = median(all.map((one) => one.firstByteMs));
  const { firstByteMs: limit } = row.limit;
  return { ...shared, ours: milliseconds(firstMs), goal: `${limit} ms`, met: firstMs <= limit };
}

/** Time for one unit of the work; the first turn only warms up. */
export async function runMicro(row: MicroCase, at: Setting): Promise<Row> {
  const work = await row.prepare(at.capture);
  await work();
  const nsPerUnit: number[] = [];
  for (let turn = 0; turn < at.runs; turn++) {
    const begin = performance.now();
    const units = await work();
    nsPerUnit.push(((performance.now() - begin) * 1e6) / units);
  }
  const { name, measures } = row;
  const ours = `${median(nsPerUnit).toFixed(1)} ns/${row.unit}`;
  return { name, measures, ours, other: '', ratio: undefined, goal: '', met: undefined };
}

function place(args: readonly string[], { capture, small }: Setting): string[] {
  return args.map((arg) => arg.replaceAll('{F}', capture).replaceAll('{SMALL}', small));
}

function meets(goal: Goal, ratio: number): boolean {
  return 'fasterBy' in goal ? ratio >= goal.fasterBy : ratio <= goal.longerBy;
}

function goalText(goal: Goal): string {
  return 'fasterBy' in goal ? `${goal.fasterBy} x as fast` : `${goal.longerBy} x as long`;
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(0)} ms`;
}
