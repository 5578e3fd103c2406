import type { Interval } from './define-chisel.ts';

const DEFAULT_KEPT = 60;

export interface RateOptions {
  /** How many intervals `history` holds, 60 when absent. */
  readonly keep?: number;
}

/** Adds up amounts and tells how many there were a second, interval by interval. */
export class Rate {
  /** Amount in the interval at hand. */
  amount = 0;
  readonly #kept: number;
  #history: number[] = [];
  #lastNs: bigint | undefined;

  constructor({ keep = DEFAULT_KEPT }: RateOptions = {}) {
    this.#kept = keep;
  }

  add(amount = 1): void {
    this.amount += amount;
  }

  /** Ends the interval; to be called in `onInterval`. Gives the amount per second of event time. */
  next({ timeNs, lengthNs }: Interval): number {
    const elapsedNs = this.#lastNs === undefined ? lengthNs : Number(timeNs - this.#lastNs);
    const perSecond = elapsedNs > 0 ? this.amount / (elapsedNs / 1e9) : 0;
    this.#lastNs = timeNs;
    this.amount = 0;
    this.#history.push(perSecond);
    if (this.#history.length > this.#kept) this.#history.shift();
    return perSecond;
  }

  /** The rates of the last intervals, oldest first, as `sparkline` takes them. */
  get history(): readonly number[] {
    return this.#history;
  }
}

/** Counts, or sums up, per second: `const bytes = rate()`. */
export function rate(options?: RateOptions): Rate {
  return new Rate(options);
}
