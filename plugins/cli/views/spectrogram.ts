import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import type { Consumer } from '@chisel/core/consumer.ts';
import type { BoundField } from '@chisel/core/field/field.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { BUCKETS, bucketOf, bucketScale } from './latency-buckets.ts';
import type { ViewFilter } from './view-filter.ts';

const TWO_32 = 4294967296;
const ROWS_PER_S = 2;
const INTERVAL_NS = 1e9 / ROWS_PER_S;
/** From few to many calls a second; each mark stands for about two and a half times as many as the one before. */
const MARKS = ' .:-=+*#%@';
const STEP = 2.5;

export interface SpectrogramOptions {
  readonly filter: ViewFilter;
  /** A length of time in nanoseconds. */
  readonly latency: BoundField;
  readonly clock: BoundField;
  write(text: string): void;
}

/** A line for each half second that has events: how many took how long. */
export class Spectrogram implements Consumer {
  readonly name = 'view';
  readonly needs: number;
  readonly types: Uint8Array;
  readonly wantsUnknown = true;
  readonly #options: SpectrogramOptions;
  readonly #counts = new Float64Array(BUCKETS);
  readonly #out = new ByteWriter();
  #interval = -1;
  #time = '';

  constructor(options: SpectrogramOptions) {
    const { filter, latency, clock } = options;
    this.#options = options;
    this.needs = filter.needs | latency.needs | clock.needs;
    this.types = filter.types;
    options.write(`${' '.repeat('00:00:00.0 '.length)}${bucketScale()}\n`);
  }

  accept(event: Event): void {
    const { filter, latency } = this.#options;
    if (!filter.passes(event)) return;
    const ns = Number(latency.extract(event) ?? 0);
    if (ns <= 0) return;
    const interval = Math.floor((event.tsHigh * TWO_32 + event.tsLow) / INTERVAL_NS);
    if (interval !== this.#interval) this.#begin(interval, event);
    (this.#counts[bucketOf(ns)] as number)++;
  }

  end(): Promise<void> {
    this.#flush();
    return Promise.resolve();
  }

  #begin(interval: number, event: Event): void {
    this.#flush();
    this.#interval = interval;
    this.#out.length = 0;
    this.#options.clock.write?.(event, this.#out);
    this.#time = this.#out.text().slice(0, '00:00:00.0'.length);
  }

  #flush(): void {
    if (this.#interval < 0) return;
    const marks = Array.from(this.#counts, markOf).join('');
    this.#options.write(`${this.#time} ${marks}`.trimEnd() + '\n');
    this.#counts.fill(0);
  }
}

function markOf(count: number): string {
  if (count === 0) return ' ';
  const step = Math.ceil(Math.log(count * ROWS_PER_S) / Math.log(STEP));
  return MARKS[Math.min(Math.max(step, 1), MARKS.length - 1)] as string;
}
