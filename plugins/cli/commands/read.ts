import type { Bus } from '@chisel/core/bus/bus.ts';
import { EventTable } from '@chisel/core/event/event-table.ts';
import type { SectionStart, Source } from '@chisel/core/event/source.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { createBus, type ChiselHooks } from '@chisel/core/hooks.ts';
import { runPipeline, type PipelineResult } from '@chisel/core/pipeline.ts';
import type { LiveSource } from '@chisel/probe';
import { sinksFinished } from '@chisel/core/output/fd-sink.ts';
import type { Sink } from '@chisel/core/output/sink.ts';
import { standardOutput } from '@chisel/core/output/standard-streams.ts';
import type { CommandLine } from '../command-line/parse-command-line.ts';
import { settingsOf, type Settings } from '../command-line/settings.ts';
import type { CaptureWriter } from '../run/capture-writer.ts';
import { closeable, type Ending, type Stopping } from '../run/closeable.ts';
import { filterText } from '../run/filter-text.ts';
import type { Language } from '../run/language.ts';
import { livePlugin } from '../run/live-plugin.ts';
import { openLive } from '../run/open-live.ts';
import {
  reportDiscarded,
  reportLost,
  reportSkipped,
  reportStatistics,
  reportUnread,
} from '../run/reports.ts';
import { peekSection } from '../run/peek-section.ts';
import type { RunningChisels } from '../run/run-chisels.ts';
import { scapPlugin } from '../run/scap-plugin.ts';
import { showProgress } from '../run/show-progress.ts';
import { withoutUsers } from '../run/without-users.ts';

/** What one run shares with its parts. */
export interface Run extends Pick<Stopping, 'stop' | 'finish' | 'signal'> {
  readonly settings: Settings;
  readonly table: EventTable;
  readonly sink: Sink;
  /** The event that moves through the run; undefined until a capture has been opened. */
  readonly position: { event: Event | undefined };
  /** The running kernel, when no file is read. */
  readonly live?: LiveSource | undefined;
}

/** `chisel [-r FILE …] [FILTER]`: reads captures one after the other, or the running kernel. */
export async function read(line: CommandLine): Promise<number> {
  const settings = settingsOf(line);
  let live: LiveSource | undefined = undefined;
  const { release, ...stopping } = closeable(() => stopLive(live));
  const table = new EventTable(settings.edition);
  const sink = standardOutput();
  live = await openLive(settings, table);
  const run: Run = { ...stopping, settings, table, sink, live, position: { event: undefined } };
  const language = needsLanguage(line, settings) ? await loadLanguage(run) : undefined;
  try {
    return await readAll(line, run, language);
  } finally {
    await live?.close();
    writeText(sink, language?.summaryText ?? '');
    await sinksFinished();
    reportDiscarded();
    release();
  }
}

/** Makes it end with what has happened so far; false when there is nothing to be ended like that. */
function stopLive(live: LiveSource | undefined): boolean {
  live?.stop();
  return live !== undefined;
}

async function readAll(
  line: CommandLine,
  run: Run,
  language: Language | undefined,
): Promise<number> {
  const { settings, signal } = run;
  const chisels =
    line.chisels.length > 0 && language ? await loadChisels(line, run, language) : undefined;
  const filter = filterText(chisels?.filterWords ?? line.words, settings);
  const writer = await startWriter(run, language, filter);
  try {
    for (const file of settings.files) {
      if (signal.aborted) break;
      await readFile(file, { run, filter, language, chisels, writer });
    }
  } finally {
    await writer?.close();
    await chisels?.close();
  }
  if (chisels?.nextRun !== undefined && !signal.aborted) return runNext(chisels.nextRun, run);
  return chisels?.isSound === false ? 1 : 0;
}

/** A script asked for another run, in the place of which the exit code of this one does not count. */
async function runNext(text: string, { settings }: Run): Promise<number> {
  const { nextCommandLine } = await import('../run/lua/next-run.ts');
  return read(nextCommandLine(text, settings));
}

/** What writes the capture of `-w`. */
async function startWriter(
  run: Run,
  language: Language | undefined,
  filter: string | undefined,
): Promise<CaptureWriter | undefined> {
  const { settings, table } = run;
  const stop = (): void => run.stop('reader');
  const { write, displayFilter, files } = settings;
  if (write === undefined) return undefined;
  const { createWriter } = await import('../run/capture-writer.ts');
  const early = filter === undefined || displayFilter ? undefined : language?.compileFilter(filter);
  const inputs = files.filter((file) => file !== undefined);
  const live = inputs.length === 0;
  const trigger = write.flight && language?.compileFilter(write.flight.on);
  return createWriter({ settings: write, table, filter: early, live, inputs, stop, trigger });
}

/** Whether anything is shown or filtered: else neither fields nor filters are looked at. */
function needsLanguage(line: CommandLine, settings: Settings): boolean {
  const { quiet, summary, suppressedComms, write } = settings;
  const filtered =
    line.words.length > 0 || suppressedComms.length > 0 || write?.flight !== undefined;
  return !quiet || summary || filtered || line.chisels.length > 0;
}

async function loadLanguage({ table, settings }: Run): Promise<Language> {
  const { Language } = await import('../run/language.ts');
  return new Language(table, settings);
}

async function loadChisels(line: CommandLine, run: Run, language: Language) {
  const { RunningChisels } = await import('../run/run-chisels.ts');
  return RunningChisels.load(line, run, language);
}

interface FileRun {
  readonly run: Run;
  readonly filter: string | undefined;
  readonly language: Language | undefined;
  /** Absent: events are printed. */
  readonly chisels: RunningChisels | undefined;
  readonly writer: CaptureWriter | undefined;
}

async function readFile(file: string | undefined, options: FileRun): Promise<void> {
  const { run, filter, language, chisels, writer } = options;
  const { settings, table, signal, position } = run;
  const { hooks }: Bus<ChiselHooks> = createBus().use(scapPlugin).use(livePlugin(run.live));
  position.event = undefined;
  await chisels?.init(filter ?? '');
  const { opened, source, section } = await openSource(file, hooks, options);
  const shown = chisels
    ? await chisels.open({ source, section })
    : (language?.printers(run, filter) ?? []);
  const consumers = writer ? [writer.consumer, ...shown] : shown;
  if (settings.progress) showProgress(hooks);
  const startSeconds = process.uptime();
  const timer = file === undefined ? stopInTime(run) : undefined;
  const running = runPipeline({
    hooks,
    source,
    table,
    consumers,
    signal,
    passesInternal: settings.debug,
    filter: undefined,
    ...language?.pipelineOptions(filter),
    countPassed: settings.verbose,
    onEvent: (event) => (position.event = event),
    ...(settings.maxEvents !== undefined && { maxEvents: settings.maxEvents }),
    ...(settings.maxDurationNs !== undefined && { maxDurationNs: settings.maxDurationNs }),
  });
  const result = await running
    .finally(() => clearTimeout(timer))
    .catch((error: unknown) => {
      run.stop('error');
      reportMissed(run);
      throw error;
    });
  chisels?.flush();
  writeText(run.sink, language?.afterCapture ?? '');
  reportRun(run, result, process.uptime() - startSeconds);
  reportSkipped(opened);
}

/** A limit of time holds for the running kernel also when no event passes that could tell the time. */
function stopInTime({ settings: { maxDurationNs }, finish }: Run): NodeJS.Timeout | undefined {
  const limitMs = (maxDurationNs ?? Infinity) / 1e6;
  return limitMs < LONGEST_TIMER_MS ? setTimeout(finish, limitMs).unref() : undefined;
}

/** Node fires timers that are longer at once. */
const LONGEST_TIMER_MS = 2 ** 31;

function reportRun(run: Run, result: PipelineResult, seconds: number): void {
  const { settings, live } = run;
  if (settings.verbose) reportStatistics(result, seconds, live?.counts);
  reportMissed(run, result.passedCount === settings.maxEvents ? 'count' : 'time');
}

/** Of the running kernel, what was not handled; with the reason that a limit would be, if there is no other. */
function reportMissed({ live, signal, settings }: Run, limit: Ending = 'error'): void {
  const counts = live?.counts;
  if (!counts) return;
  reportLost(counts);
  const why = signal.aborted ? (signal.reason as Ending) : limit;
  reportUnread(counts, why, settings.verbose);
}

/** Opens a capture; chisels are shown the tables at its head before its first event. */
async function openSource(
  file: string | undefined,
  { openSource }: ChiselHooks,
  { run: { settings, table }, chisels }: FileRun,
): Promise<{ opened: Source; source: Source; section: SectionStart | undefined }> {
  try {
    const opened = await openSource.promise({ file, table });
    const source: Source = settings.excludeUsers ? withoutUsers(opened) : opened;
    return { opened, ...(chisels ? await peekSection(source) : { source, section: undefined }) };
  } catch (error) {
    await chisels?.abandon();
    throw error;
  }
}

function writeText(sink: Sink, text: string): void {
  if (text === '') return;
  const bytes = Buffer.from(text);
  sink.write(bytes, 0, bytes.length);
}
