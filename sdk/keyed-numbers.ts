/** Keys that are kept exactly; beyond, those that matter least are let go. */
const DEFAULT_KEYS = 100_000;

export interface KeyedOptions {
  /** How many keys are kept at most, 100,000 when absent: endless input stays within memory. */
  readonly keys?: number;
}

/** How a new amount joins the number that a key has. */
type Combine = (before: number, amount: number) => number;

/**
 * A number for each key. While there are no more keys than `keys`, all is exact; then the half that
 * matters least (the smallest, or for `min` the largest) is let go, and counted in `dropped`.
 */
export class KeyedNumbers<Key = string> {
  /** Keys that were let go to stay within the bound; 0 means that every number is exact. */
  dropped = 0;
  readonly #combine: Combine;
  readonly #sign: number;
  readonly #most: number;
  #slots = new Map<Key, number>();
  #values: number[] = [];

  constructor(combine: Combine, { keys = DEFAULT_KEYS }: KeyedOptions = {}, sign: 1 | -1 = 1) {
    if (!Number.isInteger(keys) || keys < 1) throw new RangeError(`keys can not be ${keys}`);
    this.#combine = combine;
    this.#sign = sign;
    this.#most = keys;
  }

  /** Adds an amount to what a key has; without an amount, 1. */
  add(key: Key, amount = 1): void {
    const slot = this.#slots.get(key);
    if (slot === undefined) this.#insert(key, amount);
    else this.#values[slot] = this.#combine(this.#values[slot] as number, amount);
  }

  /** The number of a key; undefined when it has none. */
  get(key: Key): number | undefined {
    const slot = this.#slots.get(key);
    return slot === undefined ? undefined : this.#values[slot];
  }

  /** The largest, largest first; equal ones in the order in which their keys came. */
  largest(count: number): [key: Key, value: number][] {
    return this.#ranked((a, b) => b[1] - a[1], count);
  }

  /** The smallest, smallest first; equal ones in the order in which their keys came. */
  smallest(count: number): [key: Key, value: number][] {
    return this.#ranked((a, b) => a[1] - b[1], count);
  }

  /** All keys and their numbers, in the order in which the keys came. */
  entries(): [key: Key, value: number][] {
    return [...this.#slots].map(([key, slot]) => [key, this.#values[slot] as number]);
  }

  get size(): number {
    return this.#slots.size;
  }

  clear(): void {
    this.#slots = new Map();
    this.#values = [];
    this.dropped = 0;
  }

  #insert(key: Key, amount: number): void {
    if (this.#slots.size === this.#most) this.#letGo();
    this.#slots.set(key, this.#values.length);
    this.#values.push(amount);
  }

  /** Keeps the half that matters most, in its order. */
  #letGo(): void {
    const values = this.#values.map((value) => value * this.#sign).sort((a, b) => b - a);
    const room = this.#most >> 1;
    const least = values[room] as number;
    const entries = this.entries();
    const above = entries.filter(([, value]) => value * this.#sign > least);
    let equal = room - above.length;
    const kept = entries.filter(([, value]) => {
      const rank = value * this.#sign;
      return rank > least || (rank === least && equal-- > 0);
    });
    this.dropped += entries.length - kept.length;
    this.#slots = new Map(kept.map(([key], slot) => [key, slot]));
    this.#values = kept.map(([, value]) => value);
  }

  #ranked(
    order: (a: [Key, number], b: [Key, number]) => number,
    count: number,
  ): [key: Key, value: number][] {
    return this.entries().sort(order).slice(0, Math.max(0, count));
  }
}

/** How often each key came. */
export function count<Key = string>(options?: KeyedOptions): KeyedNumbers<Key> {
  return new KeyedNumbers<Key>(plus, options);
}

/** The sum of the amounts of each key. */
export function sum<Key = string>(options?: KeyedOptions): KeyedNumbers<Key> {
  return new KeyedNumbers<Key>(plus, options);
}

/** The smallest amount of each key. */
export function min<Key = string>(options?: KeyedOptions): KeyedNumbers<Key> {
  return new KeyedNumbers<Key>(
    (before, amount) => (amount < before ? amount : before),
    options,
    -1,
  );
}

/** The largest amount of each key. */
export function max<Key = string>(options?: KeyedOptions): KeyedNumbers<Key> {
  return new KeyedNumbers<Key>((before, amount) => (amount > before ? amount : before), options);
}

const plus: Combine = (before, amount) => before + amount;
