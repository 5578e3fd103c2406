import { Histogram } from './histogram.ts';
import type { KeyedOptions } from './keyed-numbers.ts';

/** A histogram takes more room than a number, so fewer keys are kept. */
const DEFAULT_KEYS = 2000;

/**
 * A histogram for each key. When there are more than `keys` (2000 when absent), the half with the
 * fewest values is let go, and counted in `dropped`.
 */
export class KeyedHistograms<Key = string> {
  /** Keys that were let go to stay within the bound. */
  dropped = 0;
  readonly #most: number;
  #histograms = new Map<Key, Histogram>();

  constructor({ keys = DEFAULT_KEYS }: KeyedOptions = {}) {
    if (!Number.isInteger(keys) || keys < 1) throw new RangeError(`keys can not be ${keys}`);
    this.#most = keys;
  }

  add(key: Key, value: number): void {
    let histogram = this.#histograms.get(key);
    if (histogram === undefined) {
      if (this.#histograms.size === this.#most) this.#letGo();
      histogram = new Histogram();
      this.#histograms.set(key, histogram);
    }
    histogram.add(value);
  }

  get(key: Key): Histogram | undefined {
    return this.#histograms.get(key);
  }

  /** The keys with the largest quantile, largest first: `largest(10, 0.99)`. */
  largest(count: number, share: number): [key: Key, quantile: number, histogram: Histogram][] {
    return [...this.#histograms]
      .map(([key, histogram]): [Key, number, Histogram] => [
        key,
        histogram.quantile(share),
        histogram,
      ])
      .sort(([, a], [, b]) => b - a)
      .slice(0, Math.max(0, count));
  }

  /** All keys and their histograms, in the order in which the keys came. */
  entries(): [key: Key, histogram: Histogram][] {
    return [...this.#histograms];
  }

  get size(): number {
    return this.#histograms.size;
  }

  clear(): void {
    this.#histograms = new Map();
    this.dropped = 0;
  }

  #letGo(): void {
    const ranked = this.entries().sort(([, a], [, b]) => b.count - a.count);
    const kept = new Set(ranked.slice(0, this.#most >> 1).map(([key]) => key));
    this.dropped += this.size - kept.size;
    this.#histograms = new Map(this.entries().filter(([key]) => kept.has(key)));
  }
}

/** How the values of each key are distributed. */
export function histogram<Key = string>(options?: KeyedOptions): KeyedHistograms<Key> {
  return new KeyedHistograms<Key>(options);
}

/** One quantile for each key: `quantile(0.99)`, the value that 99 of 100 do not exceed. */
export function quantile<Key = string>(share: number, options?: KeyedOptions): KeyedQuantile<Key> {
  return new KeyedQuantile<Key>(share, options);
}

/** A quantile for each key. */
export class KeyedQuantile<Key = string> {
  readonly #share: number;
  readonly #histograms: KeyedHistograms<Key>;

  constructor(share: number, options?: KeyedOptions) {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`a share is from 0 to 1, not ${share}`);
    this.#share = share;
    this.#histograms = new KeyedHistograms<Key>(options);
  }

  add(key: Key, value: number): void {
    this.#histograms.add(key, value);
  }

  get(key: Key): number | undefined {
    return this.#histograms.get(key)?.quantile(this.#share);
  }

  /** The largest, largest first. */
  largest(count: number): [key: Key, value: number][] {
    return this.#histograms
      .largest(count, this.#share)
      .map(([key, value]): [Key, number] => [key, value]);
  }

  get size(): number {
    return this.#histograms.size;
  }

  get dropped(): number {
    return this.#histograms.dropped;
  }

  clear(): void {
    this.#histograms.clear();
  }
}
