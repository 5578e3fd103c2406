import { AsyncSeriesBailHook, AsyncSeriesHook } from 'tapable';
import { Bus, type Plugin } from './bus/bus.ts';
import type { EventTable } from './event/event-table.ts';
import type { Source } from './event/source.ts';

/** What the command line asks a source to open: a capture file, or the running kernel. */
export interface SourceRequest {
  /** A file, `-` for standard input; undefined means live. */
  readonly file: string | undefined;
  readonly table: EventTable;
}

/** Where a run stands after a block. */
export interface BlockEnd {
  readonly source: Source;
  /** Events read so far, shown or not. */
  readonly eventCount: number;
  /** Time stamp of the last event, as halves of ns since the epoch. */
  readonly tsLow: number;
  readonly tsHigh: number;
}

/** The life of a run, in order. */
export interface ChiselHooks {
  /** The first tap that knows the request answers with an open source. */
  readonly openSource: AsyncSeriesBailHook<[SourceRequest], Source>;
  /** The source is open and its first event is next. */
  readonly captureStart: AsyncSeriesHook<[Source]>;
  /** A block has passed all consumers. */
  readonly block: AsyncSeriesHook<[BlockEnd]>;
  /** The last event has passed, whatever ended the run. */
  readonly captureEnd: AsyncSeriesHook<[BlockEnd]>;
}

export type ChiselPlugin = Plugin<ChiselHooks>;

export function createBus(): Bus<ChiselHooks> {
  return new Bus<ChiselHooks>({
    openSource: new AsyncSeriesBailHook(['request'], 'openSource'),
    captureStart: new AsyncSeriesHook(['source'], 'captureStart'),
    block: new AsyncSeriesHook(['end'], 'block'),
    captureEnd: new AsyncSeriesHook(['end'], 'captureEnd'),
  });
}
