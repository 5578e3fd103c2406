import { formatAddress } from '@chisel/core/batch/format-address.ts';
import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import { nsBetween } from '@chisel/core/bytes/words.ts';
import type { CaptureEnd, Consumer } from '@chisel/core/consumer.ts';
import type { BoundField } from '@chisel/core/field/field.ts';
import type { CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import type { Event } from '@chisel/core/state/event.ts';
import type { Aggregation, ViewColumn } from '@chisel/lua';
import { formatInterval } from './format-interval.ts';

/** Rows of a view that are kept at most; what has more keys is not followed further. */
const MAX_ROWS = 1_000_000;
const NS_PER_S = 1e9;

/** A column of a view with the field behind it. */
export interface BoundColumn {
  readonly column: ViewColumn;
  readonly bound: BoundField;
}

export type Cell = string | number | boolean;

export interface Row {
  readonly key: Cell;
  readonly cells: readonly Cell[];
}

export interface ViewTableOptions {
  /** A row an event, numbered, instead of a row a key. */
  readonly isList: boolean;
  /** A missing number counts as 0, a missing text as empty. */
  readonly useDefaults: boolean;
  readonly filter: CompiledFilter | undefined;
  /** All columns, keys among them. */
  readonly columns: readonly BoundColumn[];
  /** Places of the keys in them: rows are made by the first, then put together by the second, if any. */
  readonly key: number;
  readonly groupKey: number | undefined;
}

interface Sums {
  readonly values: Cell[];
  readonly counts: number[];
}

/** The rows of a view. */
export class ViewTable implements Consumer {
  readonly name = 'view';
  readonly needs: number;
  readonly types: Uint8Array;
  readonly wantsUnknown: boolean = true;
  readonly #options: ViewTableOptions;
  readonly #byKey = new Map<Cell, Sums>();
  readonly #list: Sums[] = [];
  readonly #out = new ByteWriter();
  #seconds = 0;

  constructor(options: ViewTableOptions) {
    const { filter, columns } = options;
    this.#options = options;
    this.needs = columns.reduce((bits, { bound }) => bits | bound.needs, filter?.needs ?? 0);
    this.types = new Uint8Array(1 << 16).map((_, id) => (filter?.types[id] === 0 ? 0 : 1));
  }

  /** Places of the columns that are shown. */
  get shown(): number[] {
    const { columns, isList, key, groupKey } = this.#options;
    const places = columns.map((_, i) => i);
    return isList ? places : places.filter((i) => i !== key && i !== groupKey);
  }

  accept(event: Event): void {
    const { filter, columns, isList, key } = this.#options;
    if (filter !== undefined && filter.types[event.typeId] !== 2 && !filter.test(event)) return;
    const values: Cell[] = [];
    for (const column of columns) {
      const cell = this.#cellOf(column.bound, event) ?? this.#presetOf(column.bound);
      if (cell === undefined) return;
      values.push(cell);
    }
    const row = { values, counts: values.map(() => 1) };
    if (!isList) merge(this.#byKey, values[key] as Cell, row, this.#aggregations('aggregation'));
    else if (this.#list.length < MAX_ROWS) this.#list.push(row);
  }

  end({ firstTsLow, firstTsHigh, tsLow, tsHigh }: CaptureEnd): Promise<void> {
    this.#seconds = nsBetween(firstTsLow, firstTsHigh, tsLow, tsHigh) / NS_PER_S;
    return Promise.resolve();
  }

  /** All rows, the largest of the column that the view sorts by first. */
  rows(): Row[] {
    const { columns, isList, groupKey } = this.#options;
    const { shown } = this;
    if (isList) return this.#list.map((sums, i) => this.#rowOf(i + 1, sums, shown));
    const sums = [...(groupKey === undefined ? this.#byKey : this.#grouped(groupKey))];
    const sorting = columns.findIndex(({ column }) => column.isSorting);
    if (sorting >= 0) sums.sort(([, a], [, b]) => compare(b.values[sorting], a.values[sorting]));
    return sums.map(([key, row]) => this.#rowOf(key, row, shown));
  }

  #grouped(groupKey: number): Map<Cell, Sums> {
    const groups = new Map<Cell, Sums>();
    const aggregations = this.#aggregations('groupAggregation');
    for (const row of this.#byKey.values()) {
      merge(groups, row.values[groupKey] as Cell, row, aggregations);
    }
    return groups;
  }

  #aggregations(kind: 'aggregation' | 'groupAggregation'): (Aggregation | undefined)[] {
    return this.#options.columns.map(({ column }) => column[kind]);
  }

  #rowOf(key: Cell, { values, counts }: Sums, shown: readonly number[]): Row {
    const cells = shown.map((i) => this.#settle(values[i] as Cell, counts[i] as number, i));
    return { key, cells };
  }

  /** Times and fractions are shown as averages where the view says so; whole numbers stay sums. */
  #settle(value: Cell, count: number, place: number): Cell {
    const { column, bound } = this.#options.columns[place] as BoundColumn;
    if (typeof value !== 'number') return value;
    const divisor = column.aggregation === 'TIME_AVG' ? Math.max(this.#seconds, 1) : count;
    const averages = column.aggregation === 'AVG' || column.aggregation === 'TIME_AVG';
    if (bound.type === 'reltime') return formatInterval(averages ? value / divisor : value);
    return bound.type === 'double' && averages ? value / divisor : value;
  }

  #cellOf(bound: BoundField, event: Event): Cell | undefined {
    const value = bound.extract(event);
    if (value === undefined) return undefined;
    if (bound.type === 'ip') return formatAddress(value as string);
    if (bound.type !== 'reltime' && bound.write && typeof value !== 'string')
      return this.#textOf(bound, event, value);
    if (typeof value === 'bigint') return Number(value);
    return Array.isArray(value) ? value.join(' ') : (value as Cell);
  }

  /** What the field writes where that is no number: the time of day. */
  #textOf({ write }: BoundField, event: Event, value: unknown): Cell | undefined {
    this.#out.length = 0;
    if (write?.(event, this.#out) !== true) return undefined;
    const text = this.#out.text();
    return typeof value === 'number' && text === String(value) ? value : text;
  }

  #presetOf({ type, format }: BoundField): Cell | undefined {
    if (!this.#options.useDefaults) return undefined;
    if (type === 'text' || type === 'path') return '';
    if (type === 'double') return 0;
    return format === 'DEC' && type !== 'port' && type !== 'ip' ? 0 : undefined;
  }
}

function merge(
  rows: Map<Cell, Sums>,
  key: Cell,
  row: Sums,
  aggregations: readonly (Aggregation | undefined)[],
): void {
  const known = rows.get(key);
  if (known === undefined) {
    const { values, counts } = row;
    if (rows.size < MAX_ROWS) rows.set(key, { values: [...values], counts: [...counts] });
    return;
  }
  aggregations.forEach((aggregation, i) => {
    const [before, value] = [known.values[i], row.values[i]];
    if (aggregation === undefined || before === undefined || value === undefined) return;
    known.counts[i] = (known.counts[i] as number) + (row.counts[i] as number);
    if (aggregation === 'MAX') known.values[i] = compare(before, value) < 0 ? value : before;
    else if (aggregation === 'MIN') known.values[i] = compare(before, value) > 0 ? value : before;
    else if (typeof before === 'number' && typeof value === 'number')
      known.values[i] = before + value;
  });
}

function compare(a: Cell | undefined, b: Cell | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}
