import type { Consumer } from '@chisel/core/consumer.ts';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import type { CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import {
  BlockCopier,
  CaptureFiles,
  CaptureRecorder,
  filterProcesses,
  openOutput,
} from '@chisel/scap/write/index.ts';
import type { WriteSettings } from '../command-line/write-settings.ts';
import { filterNeeded } from '../command-line/errors.ts';

/** What writes the capture of a run: it sees all sources of the run, and is closed at its end. */
export interface CaptureWriter {
  readonly consumer: Consumer;
  close(): void;
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
}

/** Chooses how the capture is written: block by block when nothing need be known of the events. */
export function createWriter(facts: WriterFacts): CaptureWriter {
  const { settings, filter } = facts;
  if (settings.filterProclist && !filter) throw filterNeeded({ option: '--filter-proclist' });
  const { maxBytes, maxSeconds, maxEvents } = settings;
  const cycles = (maxBytes ?? maxSeconds ?? maxEvents) !== undefined;
  return filter || cycles ? recordEvents(facts) : copyBlocks(facts);
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

function recordEvents({ settings, table, live, inputs, filter, stop }: WriterFacts): CaptureWriter {
  const { file, compress, maxBytes, maxSeconds, maxEvents, maxFiles, fat, filterProclist } =
    settings;
  const target = new CaptureFiles({
    file,
    inputs,
    compress,
    onClosed: stop,
    maxFiles,
    limits: {
      ...(maxBytes !== undefined && { maxBytes }),
      ...(maxSeconds !== undefined && { maxSeconds }),
      ...(maxEvents !== undefined && { maxEvents }),
    },
  });
  const consumer = new CaptureRecorder({
    table,
    target,
    live,
    filtered: filter !== undefined,
    fat,
    ...(filterProclist &&
      filter && { editTables: (tables, state) => filterProcesses(tables, state, filter) }),
  });
  return { consumer, close: () => target.close() };
}
