import type { Consumer } from '@chisel/core/consumer.ts';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import type { CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import { Match } from '@chisel/core/filter/match-types.ts';
import type { Event } from '@chisel/core/state/event.ts';
import {
  BlockCopier,
  CaptureFiles,
  CaptureRecorder,
  EventSanitizer,
  filterProcesses,
  FlightRecorder,
  openOutput,
  sanitizeTables,
  type RecorderOptions,
} from '@chisel/scap/write/index.ts';
import type { WriteSettings } from '../command-line/write-settings.ts';
import { filterNeeded } from '../command-line/errors.ts';
import { printError } from '../print.ts';

/** What writes the capture of a run: it sees all sources of the run, and is closed at its end. */
export interface CaptureWriter {
  readonly consumer: Consumer;
  /** Undefined, or a promise to wait for, because the reader of what is written is behind. */
  close(): Promise<void> | undefined;
}

export interface WriterFacts {
  readonly settings: WriteSettings;
  readonly table: EventTable;
  readonly filter: CompiledFilter | undefined;
  readonly live: boolean;
  /** The files that are read. */
  readonly inputs: readonly string[];
  /** Ends the run: nobody reads the output any more. */
  readonly stop: () => void;
  /** What makes the flight recorder write. */
  readonly trigger: CompiledFilter | undefined;
}

/** What the flight recorder keeps in memory at most. */
const FLIGHT_BYTES = 256 << 20;

/** Chooses how the capture is written: block by block when nothing need be known of the events. */
export function createWriter(facts: WriterFacts): CaptureWriter {
  const { settings, filter } = facts;
  if (settings.filterProclist && !filter) throw filterNeeded({ option: '--filter-proclist' });
  if (settings.flight && facts.trigger) {
    return recordFlight(facts, settings.flight.windowNs, facts.trigger);
  }
  const { maxBytes, maxSeconds, maxEvents } = settings;
  const cycles = (maxBytes ?? maxSeconds ?? maxEvents) !== undefined;
  return filter || cycles || settings.sanitize ? recordFiles(facts) : copyBlocks(facts);
}

function copyBlocks({ settings, table, live, inputs, stop }: WriterFacts): CaptureWriter {
  const { file, compress } = settings;
  const consumer = new BlockCopier({
    table,
    live,
    open: () => openOutput({ file, inputs, compress, onClosed: stop }),
  });
  return { consumer, close: () => consumer.close() };
}

function recordFiles(facts: WriterFacts): CaptureWriter {
  const { file, compress, maxBytes, maxSeconds, maxEvents, maxFiles, sanitize } = facts.settings;
  const target = new CaptureFiles({
    file,
    inputs: facts.inputs,
    compress,
    onClosed: facts.stop,
    pruneBy: sanitize ? facts.table : undefined,
    maxFiles,
    limits: {
      ...(maxBytes !== undefined && { maxBytes }),
      ...(maxSeconds !== undefined && { maxSeconds }),
      ...(maxEvents !== undefined && { maxEvents }),
    },
  });
  const consumer = new CaptureRecorder({ ...recorderOptions(facts), target });
  return { consumer, close: () => target.close() };
}

function recordFlight(
  facts: WriterFacts,
  windowNs: number,
  trigger: CompiledFilter,
): CaptureWriter {
  const { file, compress, sanitize } = facts.settings;
  const matches = matcher(trigger);
  const target = new FlightRecorder({
    folder: file,
    inputs: facts.inputs,
    compress,
    pruneBy: sanitize ? facts.table : undefined,
    windowNs,
    maxBytes: FLIGHT_BYTES,
    onFile: (name) => printError(`chisel: an event matches; writing ${name}\n`),
  });
  const onEvent = (event: Event): void => {
    if (matches(event)) target.trigger(event.tsLow, event.tsHigh);
  };
  // Who needs what is only known when an event matches, so all that changes state is kept.
  const options = { ...recorderOptions(facts), fat: true, target, onEvent };
  const consumer = new CaptureRecorder(options);
  return { consumer, close: () => closeFlight(target) };
}

function closeFlight(target: FlightRecorder): undefined {
  target.close();
  if (!target.isShort) return undefined;
  const megabytes = String(FLIGHT_BYTES >> 20);
  printError(
    `chisel: more events came than ${megabytes} MB hold: the flight recorder had less than asked for\n`,
  );
  return undefined;
}

function matcher(filter: CompiledFilter): (event: Event) => boolean {
  return (event) => {
    const match = filter.types[event.typeId] ?? Match.MAYBE;
    return match === Match.ALWAYS || (match === Match.MAYBE && filter.test(event));
  };
}

function recorderOptions(facts: WriterFacts): Omit<RecorderOptions, 'target'> {
  const { settings, table, live, filter } = facts;
  const { fat, sanitize, filterProclist } = settings;
  const sanitizer = sanitize ? new EventSanitizer() : undefined;
  return {
    table,
    live,
    fat,
    filtered: filter !== undefined,
    // They name processes that have nothing to do with the events.
    keepsInternal: !sanitize,
    editTables: (tables, state) => {
      const kept = filterProclist && filter ? filterProcesses(tables, state, filter) : tables;
      return sanitize ? sanitizeTables(kept) : kept;
    },
    ...(sanitizer && { frame: (out, event, flags) => sanitizer.frame(out, event, flags) }),
  };
}
