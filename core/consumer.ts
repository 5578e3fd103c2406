import type { Event } from './state/event.ts';

/** Something that wants events: the line printer, a chisel, a counter. */
export interface Consumer {
  readonly name: string;
  /** Bits of `Need`: what the state must keep for it. */
  readonly needs: number;
  /** By event id, not 0 for the types it may want; ids past the end are wanted when `wantsUnknown`. */
  readonly types: Uint8Array;
  readonly wantsUnknown: boolean;
  /** Takes one event. It may read it only until it returns. */
  accept(event: Event): void;
  /** Called for every event read, shown or not: the clock of intervals. */
  tick?(tsLow: number, tsHigh: number, num: number): void;
  /** Called after each block; the next block waits for the promise. */
  blockEnd?(): Promise<void> | undefined;
  /** Called once, also after damage. */
  end(): Promise<void>;
}
