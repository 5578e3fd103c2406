import type { Value } from './value.ts';

/** A key of the hash part and its value; one whose value is undefined is no longer in the table. */
export interface Entry {
  readonly key: Value;
  value: Value;
  /** Where it stands among the entries. */
  place: number;
}

const NO_ENTRY: Entry = { key: undefined, value: undefined, place: -1 };

/** Up to this many keys are found by looking at each. */
const MAX_UNMAPPED = 8;

/** What tables have before anything is put into them; nobody adds to these. */
const NO_VALUES: Value[] = [];
const NO_ENTRIES: Entry[] = [];

/**
 * A Lua table: an array for the keys from 1 on, and entries in the order in which they came. An entry stays
 * in its place when its value goes, so that a traversal may remove what it meets; entries without a
 * value leave when the table grows. What remembers an entry may use it as long as it has a value.
 */
export class Table {
  /** Values of the keys 1, 2, …; the last is not undefined. */
  array: Value[];
  entries: Entry[];
  metatable: Table | undefined = undefined;
  #map: Map<Value, Entry> | undefined = undefined;
  #capacity = MAX_UNMAPPED;
  /** Keys of the entries that are numbers, with and without a value. */
  #numbers = 0;
  /** What was found last: who reads a value often writes it next. */
  #last: Entry = NO_ENTRY;
  #index: Entry = NO_ENTRY;

  constructor(array: Value[] = NO_VALUES) {
    this.array = array;
    this.entries = NO_ENTRIES;
  }

  /** The array becomes the table's. */
  static ofList(array: Value[]): Table {
    trim(array);
    return new Table(array);
  }

  get(key: Value): Value {
    if (typeof key === 'number') return this.getNumber(key);
    return this.find(key)?.value;
  }

  getNumber(key: number): Value {
    const at = key - 1;
    if (at >>> 0 === at && at < this.array.length) return this.array[at];
    return this.#numbers > 0 ? this.find(key)?.value : undefined;
  }

  getText(key: string): Value {
    return this.find(key)?.value;
  }

  find(key: Value): Entry | undefined {
    if (this.#map !== undefined) return this.#findMapped(this.#map, key);
    const { entries } = this;
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i] as Entry;
      if (entry.key === key) return entry;
    }
    return undefined;
  }

  #findMapped(map: Map<Value, Entry>, key: Value): Entry | undefined {
    if (this.#last.key === key) return this.#last;
    const entry = map.get(key);
    if (entry !== undefined) this.#last = entry;
    return entry;
  }

  /** The value of `__index`, which a metatable is asked for most. */
  get index(): Value {
    const { value } = this.#index;
    if (value !== undefined) return value;
    const entry = this.find('__index');
    if (entry === undefined) return undefined;
    this.#index = entry;
    return entry.value;
  }

  /** The key is neither nil nor NaN. */
  set(key: Value, value: Value): void {
    if (typeof key === 'number') this.setNumber(key, value);
    else this.setEntry(key, value);
  }

  setNumber(key: number, value: Value): void {
    const { array } = this;
    const at = key - 1;
    if (at >>> 0 !== at || at > array.length) {
      this.setEntry(key, value);
    } else if (at < array.length) {
      array[at] = value;
      if (value === undefined && at === array.length - 1) trim(array);
    } else if (value !== undefined) {
      this.#append(key, value);
    } else if (this.#numbers > 0) {
      this.setEntry(key, value);
    }
  }

  /** Puts a value behind the last of the array, and after it those that were waiting for that. */
  #append(key: number, value: Value): void {
    if (this.array === NO_VALUES) this.array = [value];
    else this.array.push(value);
    if (this.#numbers === 0) return;
    this.#leave(key);
    for (;;) {
      const next = this.#leave(this.array.length + 1);
      if (next === undefined) return;
      this.array.push(next);
    }
  }

  #leave(key: number): Value {
    const entry = this.find(key);
    const value = entry?.value;
    if (entry) entry.value = undefined;
    return value;
  }

  setEntry(key: Value, value: Value): void {
    const entry = this.find(key);
    if (entry) entry.value = value;
    else if (value !== undefined) this.add(key, value);
  }

  /** Adds a key that isn't there. */
  add(key: Value, value: Value): void {
    if (this.entries.length >= this.#capacity) this.#grow();
    const entry = { key: key === 0 ? 0 : key, value, place: this.entries.length };
    this.entries = withEntry(this.entries, entry);
    this.#map?.set(key, entry);
    if (typeof key === 'number') this.#numbers++;
  }

  #grow(): void {
    const live = this.entries.filter(({ value }) => value !== undefined);
    if (live.length > this.#capacity / 2) this.#capacity *= 2;
    if (live.length === this.entries.length && this.#map) return;
    this.entries = live;
    this.#last = NO_ENTRY;
    this.#index = NO_ENTRY;
    live.forEach((entry, place) => (entry.place = place));
    this.#numbers = live.filter(({ key }) => typeof key === 'number').length;
    this.#map =
      this.#capacity > MAX_UNMAPPED ? new Map(live.map((entry) => [entry.key, entry])) : undefined;
  }

  get length(): number {
    const { length } = this.array;
    return length > 0 || this.#numbers === 0 ? length : this.#lengthOfEntries();
  }

  /** What the host has filled in an order of its own has no array. */
  #lengthOfEntries(): number {
    let length = 0;
    while (this.find(length + 1)?.value !== undefined) length++;
    return length;
  }

  /**
   * The place after a key in a traversal: array, then entries. Undefined for a key that was never there; a
   * place beyond the last entry is the end.
   */
  placeAfter(key: Value): number | undefined {
    if (key === undefined) return 0;
    if (typeof key === 'number' && key >>> 0 === key && key >= 1 && key <= this.array.length) {
      return key;
    }
    const entry = this.find(key);
    if (entry) return this.array.length + entry.place + 1;
    return typeof key === 'number' && key > 0 ? this.array.length : undefined;
  }
}

/** An array that grows gets room for many more, but most tables have few entries, and there may be many tables. */
function withEntry(entries: Entry[], entry: Entry): Entry[] {
  switch (entries.length) {
    case 0:
      return [entry];
    case 1:
      return [entries[0] as Entry, entry];
    case 2:
      return [entries[0] as Entry, entries[1] as Entry, entry];
    case 3:
      return [entries[0] as Entry, entries[1] as Entry, entries[2] as Entry, entry];
    default:
      entries.push(entry);
      return entries;
  }
}

function trim(array: Value[]): void {
  while (array.length > 0 && array[array.length - 1] === undefined) array.pop();
}
