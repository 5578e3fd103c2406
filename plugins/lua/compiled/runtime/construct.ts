import { setRaw } from './fields.ts';
import { Table } from './table.ts';
import { NONE, spread, type Results, type Value } from './value.ts';

/** Stands for the key of an item of a constructor that has none. */
export const POSITION: unique symbol = Symbol('position');

export function createTable(): Table {
  return new Table();
}

/** The array becomes the table's. */
export function createList(values: Value[]): Table {
  return Table.ofList(values);
}

/** A table of texts as keys, each of which comes once. */
export function createRecord(keys: readonly string[], values: readonly Value[]): Table {
  const table = new Table();
  for (let i = 0; i < keys.length; i++) {
    const value = values[i];
    if (value !== undefined) table.add(keys[i], value);
  }
  return table;
}

/** `items` are keys and values by turns; `rest`, what a call at the end gave. Later items win. */
export function createMixed(
  items: readonly (Value | typeof POSITION)[],
  rest: Results = NONE,
): Table {
  const list: Value[] = [];
  for (let i = 0; i < items.length; i += 2)
    if (items[i] === POSITION) list.push(items[i + 1] as Value);
  const table = Table.ofList([...list, ...spread(rest)]);
  let passed = 0;
  for (let i = 0; i < items.length; i += 2) {
    const key = items[i];
    if (key === POSITION) passed++;
    else if (!(typeof key === 'number' && key > passed && key <= list.length)) {
      setRaw(table, key, items[i + 1] as Value);
    }
  }
  return table;
}
