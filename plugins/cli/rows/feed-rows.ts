import { readFileSync } from 'node:fs';
import type { Consumer } from '@chisel/core/consumer.ts';
import { EventTable } from '@chisel/core/event/event-table.ts';
import type { Source } from '@chisel/core/event/source.ts';
import { sinksFinished } from '@chisel/core/output/fd-sink.ts';
import { standardOutput } from '@chisel/core/output/standard-streams.ts';
import { badRow } from '../author/errors.ts';
import { badOptionValue } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { settingsOf } from '../command-line/settings.ts';
import type { Run } from '../commands/read.ts';
import { closeable } from '../run/closeable.ts';
import { RunningChisels } from '../run/run-chisels.ts';
import { parseRow, TIME_FIELD } from './parse-row.ts';
import { RowLanguage, type RowEvent } from './row-language.ts';

/** Midnight of 1 January 2026: when the first event happens unless a row says otherwise. */
const START_NS = 1_767_225_600_000_000_000n;
const STEP_NS = 1_000_000n;

/** `--events FILE -c NAME`: feeds chisels rows of field values, as if an event had each of them. */
export async function feedRows(line: CommandLine): Promise<number> {
  const [file = '', ...others] = line.values.get('events') ?? [];
  if (others.length > 0 || line.values.has('read') || line.chisels.length === 0) {
    const expected = 'one file, and chisels with -c; captures with -r are another run';
    throw badOptionValue({ option: '--events', value: file, expected });
  }
  // Rows are no capture, but they are not the running kernel either.
  const settings = { ...settingsOf(line), files: [] };
  const table = new EventTable(settings.edition);
  const { release, ...stopping } = closeable();
  const position = { event: undefined };
  const sink = standardOutput();
  const run: Run = { ...stopping, settings, table, sink, position };
  const language = new RowLanguage(table, settings);
  try {
    const chisels = await RunningChisels.load(line, run, language);
    try {
      await chisels.init('');
      const consumers = await chisels.open({ source: sourceOf(file), section: undefined });
      await feedAll(consumers, readRows(file, language), stopping.signal);
    } finally {
      await chisels.close();
    }
    return chisels.isSound ? 0 : 1;
  } finally {
    await sinksFinished();
    release();
  }
}

/** What chisels may know of where the rows come from. */
function sourceOf(name: string): Source {
  return {
    name,
    live: false,
    next: () => Promise.resolve(undefined),
    progress: () => undefined,
    close: () => Promise.resolve(),
  };
}

async function feedAll(
  consumers: readonly Consumer[],
  rows: Iterable<RowEvent>,
  signal: AbortSignal,
): Promise<void> {
  const end = { firstTsLow: 0, firstTsHigh: 0, tsLow: 0, tsHigh: 0 };
  try {
    for (const event of rows) {
      if (signal.aborted) break;
      const { tsLow, tsHigh, num } = event;
      if (num === 1) Object.assign(end, { firstTsLow: tsLow, firstTsHigh: tsHigh });
      Object.assign(end, { tsLow, tsHigh });
      for (const consumer of consumers) {
        await consumer.tick?.(tsLow, tsHigh, num);
        await consumer.accept(event);
        await consumer.blockEnd?.();
      }
    }
  } finally {
    for (const consumer of consumers) await consumer.end(end);
  }
}

function* readRows(file: string, { fields }: RowLanguage): Generator<RowEvent> {
  let timeNs = START_NS - STEP_NS;
  let num = 0;
  for (const [index, text] of readText(file).split('\n').entries()) {
    if (text.trim() === '') continue;
    const row = located(() => parseRow(text, fields.kinds), { file, line: index + 1 });
    timeNs = row.has(TIME_FIELD) ? BigInt(row.get(TIME_FIELD) as bigint) : timeNs + STEP_NS;
    num++;
    row.set(TIME_FIELD, timeNs);
    if (!row.has('evt.num')) row.set('evt.num', num);
    const tsLow = Number(timeNs & 0xffffffffn);
    yield { row, num, tsLow, tsHigh: Number(timeNs >> 32n), typeId: 0 } as unknown as RowEvent;
  }
}

function located<T>(parse: () => T, place: { file: string; line: number }): T {
  try {
    return parse();
  } catch (error) {
    throw badRow({ ...place, reason: (error as Error).message }, error);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    const expected = `a file that can be read: ${(error as Error).message}`;
    throw badOptionValue({ option: '--events', value: file, expected }, error);
  }
}
