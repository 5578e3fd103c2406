/** Sums by key. */
export class Top<Key = string> {
  readonly #sums = new Map<Key, number>();

  /** Adds to the sum of a key; without an amount, counts it. */
  add(key: Key, amount = 1): void {
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + amount);
  }

  /** The largest sums, largest first; equal ones in the order in which their keys came. */
  largest(count: number): [key: Key, sum: number][] {
    return [...this.#sums].sort(([, a], [, b]) => b - a).slice(0, Math.max(0, count));
  }

  get size(): number {
    return this.#sums.size;
  }

  clear(): void {
    this.#sums.clear();
  }
}

/** Sums by key, for tables of the largest. */
export function top<Key = string>(): Top<Key> {
  return new Top<Key>();
}
