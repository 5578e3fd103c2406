import type { EventBlock } from './event/event-block.ts';
import type { SectionStart } from './event/source.ts';
import type { Event } from './state/event.ts';
import type { State } from './state/state.ts';
import type { TimeSpan } from './event/time-span.ts';

/** Where a capture ended: time stamps of its first and its last event, in halves; 0 when there was none. */
export interface CaptureEnd {
  readonly firstTsLow: number;
  readonly firstTsHigh: number;
  readonly tsLow: number;
  readonly tsHigh: number;
}

/** Something that wants events: the line printer, a chisel, a counter. */
export interface Consumer {
  readonly name: string;
  /** Bits of `Need`: what the state must keep for it. */
  readonly needs: number;
  /** By event id, not 0 for the types it may want; ids past the end are wanted when `wantsUnknown`. */
  readonly types: Uint8Array;
  readonly wantsUnknown: boolean;
  /**
   * When present: what is false for events that the consumer does not want, whatever else they are, and
   * that depends on the entry of their fd alone.
   */
  readonly fdGate?: ((event: Event) => boolean) | undefined;
  /** When present: as `CompiledFilter.syscalls` and `CompiledFilter.succeeded`. */
  readonly syscalls?: Uint8Array | undefined;
  readonly succeeded?: Uint8Array | undefined;
  /** Where the run waits for it when it asks for that, at the cost of speed for all. */
  readonly exact?: 'events' | 'ticks' | undefined;
  /** Of one that is exact: it has ended the run, and those behind it do not see the event at hand. */
  readonly hasEndedRun?: boolean;
  /**
   * Takes one event. It may read it only until it returns; a consumer that is exact may return a promise,
   * and read the event and the state until that is fulfilled.
   */
  accept(event: Event): void | Promise<void>;
  /**
   * The clock of intervals: called for every event read, shown or not, but those whose time stamps are in
   * `quiet` before it.
   */
  tick?(tsLow: number, tsHigh: number, num: number): void | Promise<void>;
  /** Changes with ticks, and for a consumer that is exact at any time; absent: no time stamp is in it. */
  readonly quiet?: TimeSpan;
  /** A capture begins; the state has loaded its tables. */
  sectionStart?(section: SectionStart, state: State): void;
  /** Takes the first `count` events of a block as they came, after they have passed. */
  block?(block: EventBlock, count: number): void;
  /** Called after each block; the next block waits for the promise. */
  blockEnd?(): Promise<void> | undefined;
  /** Called once, also after damage. */
  end(end: CaptureEnd): Promise<void>;
}

/** A consumer that sees every event, whatever the filter says: it saves what others will need to know. */
export interface Recorder extends Consumer {
  /** When present, called before each event changes the state. */
  before?(tsLow: number, tsHigh: number): void;
  /**
   * Takes an event that does not pass, or that only carries state, as `accept` takes the others: once
   * the state knows all about it.
   */
  reject(event: Event): void;
}
