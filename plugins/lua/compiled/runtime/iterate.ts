import { callable } from './calls.ts';
import { ArgumentError } from '../../vm/argument-error.ts';
import { RaisedError } from './raise.ts';
import type { Table } from './table.ts';
import type { LuaValue } from '../../vm/lua-vm.ts';
import {
  isMany,
  NONE,
  Table as TableClass,
  type Callable,
  type Results,
  type Value,
} from './value.ts';

/** What a generic `for` runs on: `step` says whether there is a round more, and sets its values. */
export interface Iterator {
  step(): boolean;
  first: Value;
  second: Value;
  rest: readonly Value[];
}

/** Takes function, state and first value; `next` and the one of `ipairs` are not called but done here. */
export function iterate(results: Results): Iterator {
  const [step, state, start] = isMany(results) ? results : [results];
  if (state instanceof TableClass) {
    if (step === nextPair && start === undefined) return new PairsIterator(state);
    if (step === nextElement && start === 0) return new ElementsIterator(state);
  }
  return new CallIterator(typeof step === 'function' ? step : callable(step), state, start);
}

class PairsIterator implements Iterator {
  readonly #table: Table;
  #place = 0;
  first: Value = undefined;
  second: Value = undefined;
  readonly rest = NONE;

  constructor(table: Table) {
    this.#table = table;
  }

  step(): boolean {
    const { array, entries } = this.#table;
    while (this.#place < array.length) {
      const value = array[this.#place++];
      if (value === undefined) continue;
      this.first = this.#place;
      this.second = value;
      return true;
    }
    return this.#stepEntries(array.length, entries);
  }

  #stepEntries(before: number, entries: Table['entries']): boolean {
    while (this.#place - before < entries.length) {
      const { key, value } = entries[this.#place++ - before] as Table['entries'][number];
      if (value === undefined) continue;
      this.first = key;
      this.second = value;
      return true;
    }
    return false;
  }
}

class ElementsIterator implements Iterator {
  readonly #table: Table;
  #position = 0;
  first: Value = undefined;
  second: Value = undefined;
  readonly rest = NONE;

  constructor(table: Table) {
    this.#table = table;
  }

  step(): boolean {
    const value = this.#table.getNumber(++this.#position);
    if (value === undefined) return false;
    this.first = this.#position;
    this.second = value;
    return true;
  }
}

class CallIterator implements Iterator {
  readonly #step: Callable;
  readonly #state: Value;
  first: Value;
  second: Value = undefined;
  rest: readonly Value[] = NONE;

  constructor(step: Callable, state: Value, start: Value) {
    this.#step = step;
    this.#state = state;
    this.first = start;
  }

  step(): boolean {
    const results = this.#step(this.#state, this.first);
    if (isMany(results)) {
      this.first = results[0];
      this.second = results[1];
      this.rest = results.length > 2 ? results.slice(2) : NONE;
    } else {
      this.first = results;
      this.second = undefined;
      this.rest = NONE;
    }
    return this.first !== undefined;
  }
}

/** Lua's `next`, for a table. */
export function nextPair(table: Value, key: Value): Results {
  if (!(table instanceof TableClass))
    throw new ArgumentError(1, 'table expected', true, table as unknown as LuaValue);
  const from = table.placeAfter(key);
  if (from === undefined) throw new RaisedError(`invalid key to 'next'`, []);
  return pairFrom(table, from);
}

function pairFrom({ array, entries }: Table, from: number): Results {
  for (let at = from; at < array.length; at++) {
    if (array[at] !== undefined) return [at + 1, array[at]];
  }
  for (let at = Math.max(0, from - array.length); at < entries.length; at++) {
    const entry = entries[at];
    if (entry?.value !== undefined) return [entry.key, entry.value];
  }
  return undefined;
}

/** What `ipairs` hands out. */
export function nextElement(table: Value, position: Value): Results {
  if (!(table instanceof TableClass))
    throw new ArgumentError(1, 'table expected', true, table as unknown as LuaValue);
  const next = (typeof position === 'number' ? position : 0) + 1;
  const value = table.getNumber(next);
  return value === undefined ? NONE : [next, value];
}
