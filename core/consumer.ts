import type { Event } from './state/event.ts';

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
  /** Whether the run waits for it where it asks for that, at the cost of speed for all. */
  readonly exact?: boolean;
  /**
   * Takes one event. It may read it only until it returns; a consumer that is exact may return a promise,
   * and read the event and the state until that is fulfilled.
   */
  accept(event: Event): void | Promise<void>;
  /** Called for every event read, shown or not: the clock of intervals. */
  tick?(tsLow: number, tsHigh: number, num: number): void | Promise<void>;
  /** Called after each block; the next block waits for the promise. */
  blockEnd?(): Promise<void> | undefined;
  /** Called once, also after damage. */
  end(end: CaptureEnd): Promise<void>;
}
