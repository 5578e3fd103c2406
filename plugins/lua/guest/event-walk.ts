import { Kind, write } from '@chisel/isolate/guest/output.ts';
import { place } from '@chisel/isolate/guest/place.ts';
import { ask } from '@chisel/isolate/guest/ask.ts';
import { timeAtHand } from './evt-api.ts';
import { Intervals } from './intervals.ts';
import { has } from './script-calls.ts';
import type { Session } from './session.ts';
import { bigTime } from './times.ts';

/** What a script asks of the run; plain data that crosses. */
export interface Wishes {
  endsCapture?: boolean;
  filterText?: string;
  intervalNs?: number;
  exitCode?: number;
}

/** Shows the rows of batches to a script's `on_event` and `on_interval`. */
export class EventWalk {
  /** Undefined when nobody would notice. */
  readonly onRow: (() => boolean) | undefined;
  /** When the script ended the capture. */
  endedAt: bigint | undefined;
  exitCode: number | undefined;
  /** Whether the script sees no more events. */
  isOver = false;
  readonly #session: Session;
  readonly #intervals: Intervals;
  #told: { filter: string; intervalNs: number };

  constructor(session: Session) {
    this.#session = session;
    this.#intervals = session.intervals ??= new Intervals(session);
    this.#told = { filter: session.filter, intervalNs: session.intervalNs };
    this.onRow = this.#createRowHandler();
  }

  readonly onMark = (tsLow: number, tsHigh: number, intervalNs: number): void => {
    this.#intervals.end(tsLow, tsHigh, intervalNs);
  };

  #createRowHandler(): (() => boolean) | undefined {
    const session = this.#session;
    const onEvent = has(session, 'on_event') ? session.vm.callback('on_event') : undefined;
    if (onEvent === undefined && session.formatter === undefined) return undefined;
    return () => {
      const shown = onEvent === undefined || onEvent();
      if (session.endsCapture) return this.#end();
      if (shown && session.formatter !== undefined) this.#printLine();
      return false;
    };
  }

  #end(): boolean {
    const { low, high } = timeAtHand(this.#session);
    this.endedAt = bigTime(low, high);
    this.stop();
    return true;
  }

  /** No more events; gives the time stamp of the one at hand. */
  stop(): { low: number; high: number } {
    const session = this.#session;
    const { low, high } = timeAtHand(session);
    session.tsLow = low;
    session.tsHigh = high;
    session.num = place.rowNums[place.row] as number;
    this.isOver = true;
    return { low, high };
  }

  #printLine(): void {
    const session = this.#session;
    const { lines, formatter } = session;
    const known = lines !== undefined && session.linesFormatter === formatter;
    const line = known
      ? (lines.read() as string | undefined)
      : ask<string | undefined>('line', formatter, (message) => new Error(message));
    if (line !== undefined) write(Kind.PRINT, `${line}\n`);
  }

  /** What has changed since it was last asked. */
  takeWishes(): Wishes | undefined {
    const { filter, intervalNs, isExact } = this.#session;
    const wishes: Wishes = {};
    if (this.endedAt !== undefined) wishes.endsCapture = true;
    if (this.exitCode !== undefined) wishes.exitCode = this.exitCode;
    if (isExact && filter !== this.#told.filter) wishes.filterText = filter;
    if (isExact && intervalNs !== this.#told.intervalNs) wishes.intervalNs = intervalNs;
    this.#told = { filter, intervalNs };
    return Object.keys(wishes).length > 0 ? wishes : undefined;
  }
}
