import type { Bus } from '@chisel/core/bus/bus.ts';
import type { Consumer } from '@chisel/core/consumer.ts';
import { EventTable } from '@chisel/core/event/event-table.ts';
import type { Source } from '@chisel/core/event/source.ts';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import { portServiceText } from '@chisel/core/field/render/address.ts';
import { compileFilter, type CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import { createBus, type ChiselHooks } from '@chisel/core/hooks.ts';
import { runPipeline, type PipelineResult } from '@chisel/core/pipeline.ts';
import { EventSummary, FdSink, RESET_COLOURS, unescapeFormat, type Sink } from '@chisel/text';
import { notYet } from '../command-line/errors.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { settingsOf, type Settings } from '../command-line/settings.ts';
import { closeable } from '../run/closeable.ts';
import { createPrinter } from '../run/create-printer.ts';
import { filterText } from '../run/filter-text.ts';
import { reportSkipped, reportStatistics } from '../run/reports.ts';
import { scapPlugin } from '../run/scap-plugin.ts';
import { showProgress } from '../run/show-progress.ts';
import { withoutUsers } from '../run/without-users.ts';

/** What one run shares with its parts. */
export interface Run {
  readonly settings: Settings;
  readonly table: EventTable;
  readonly fields: FieldTable;
  readonly sink: Sink;
  /** Ends the run early, as the end of the capture does. */
  readonly stop: () => void;
}

/** `chisel -r FILE … [FILTER]`: reads captures one after the other. */
export async function read(line: CommandLine): Promise<number> {
  const settings = settingsOf(line);
  if (settings.files.length === 0) throw notYet({ what: 'live capture' });
  const sink = new FdSink(1);
  const stopping = closeable();
  const table = new EventTable(settings.edition);
  const run: Run = { settings, table, fields: new FieldTable(table), sink, stop: stopping.stop };
  const chisels = line.chisels.length > 0 ? await import('../run/run-chisels.ts') : undefined;
  const requests = chisels?.findChisels(line, run) ?? { loaded: [], wordsTaken: 0 };
  const filter = filterText(line.words.slice(requests.wordsTaken), settings);
  const summary = settings.summary ? new EventSummary(table) : undefined;
  const { signal } = stopping;
  let failed = false;
  try {
    for (const file of settings.files) {
      if (signal.aborted) break;
      const bus = createBus().use(scapPlugin);
      const guests = await chisels?.startChisels(requests.loaded, run);
      const shown = guests ? guests.consumers : printers(run, filter, summary);
      await readFile(file, { run, bus, filter, signal, consumers: shown });
      if (hasColours(settings)) writeText(sink, RESET_COLOURS);
      failed = (await guests?.finish()) === false || failed;
    }
  } finally {
    stopping.release();
    if (settings.summary) writeText(sink, (summary as EventSummary).text());
  }
  return failed ? 1 : 0;
}

interface FileRun {
  readonly run: Run;
  readonly bus: Bus<ChiselHooks>;
  readonly filter: string | undefined;
  readonly signal: AbortSignal;
  readonly consumers: readonly Consumer[];
}

async function readFile(file: string, options: FileRun): Promise<PipelineResult> {
  const { run, bus, filter, signal, consumers } = options;
  const { settings, table } = run;
  const opened = await bus.hooks.openSource.promise({ file, table });
  const source: Source = settings.excludeUsers ? withoutUsers(opened) : opened;
  if (settings.progress) showProgress(bus.hooks);
  const startMs = performance.now();
  const result = await runPipeline({
    hooks: bus.hooks,
    source,
    table,
    filter: settings.displayFilter ? undefined : compile(filter, run),
    consumers,
    signal,
    passesInternal: settings.debug,
    countPassed: settings.verbose,
    ...(settings.text.resolvePorts && { portText: portServiceText }),
    ...(settings.maxEvents !== undefined && { maxEvents: settings.maxEvents }),
    ...(settings.maxDurationNs !== undefined && { maxDurationNs: settings.maxDurationNs }),
  });
  if (settings.verbose) reportStatistics(result, performance.now() - startMs);
  reportSkipped(opened);
  return result;
}

function printers(
  run: Run,
  filter: string | undefined,
  summary: EventSummary | undefined,
): Consumer[] {
  const { settings } = run;
  const counted = summary ? [summary] : [];
  if (settings.quiet) return counted;
  const displayFilter = settings.displayFilter ? compile(filter, run) : undefined;
  return [...counted, createPrinter(run, displayFilter)];
}

function compile(text: string | undefined, { fields, table, settings }: Run) {
  if (text === undefined) return undefined;
  return compileFilter(text, fields, { table, text: settings.text }) satisfies CompiledFilter;
}

/** Whether the format of the user holds escape sequences. */
function hasColours({ format }: Settings): boolean {
  return format !== undefined && unescapeFormat(format).includes('\x1b');
}

function writeText(sink: Sink, text: string): void {
  const bytes = Buffer.from(text);
  sink.write(bytes, 0, bytes.length);
}
