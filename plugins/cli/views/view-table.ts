import { formatAddress } from '@chisel/core/batch/format-address.ts';
import type { CaptureEnd, Consumer } from '@chisel/core/consumer.ts';
import type { BoundField, FieldValue } from '@chisel/core/field/field.ts';
import type { CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import type { Event } from '@chisel/core/state/event.ts';
import type { ViewColumn } from '@chisel/lua';
import { nsBetween } from '@chisel/core/bytes/words.ts';

/** Rows of a view that are kept at most; a capture with more keys is not followed further. */
const MAX_ROWS = 1_000_000;
const NS_PER_S = 1e9;

/** A column of a view with the field behind it. */
export interface BoundColumn {
  readonly column: ViewColumn;
  readonly bound: BoundField;
}

export type Cell = string | number | boolean;

export interface Row {
  readonly key: string;
  readonly cells: readonly Cell[];
}

export interface ViewTableOptions {
  readonly isList: boolean;
  /** A missing number counts as 0. */
  readonly useDefaults: boolean;
  readonly filter: CompiledFilter | undefined;
  readonly key: BoundField;
  readonly columns: readonly BoundColumn[];
}

interface Sums {
  readonly key: string;
  readonly values: Cell[];
  readonly counts: number[];
}

/** The rows of a view: one a key, or one an event. */
export class ViewTable implements Consumer {
  readonly name = 'view';
  readonly needs: number;
  readonly types: Uint8Array;
  readonly wantsUnknown: boolean = true;
  readonly #options: ViewTableOptions;
  readonly #byKey = new Map<string, Sums>();
  readonly #list: Sums[] = [];
  #seconds = 0;

  constructor(options: ViewTableOptions) {
    const { filter, key, columns } = options;
    this.#options = options;
    const fields = [key, ...columns.map(({ bound }) => bound)];
    this.needs = fields.reduce((bits, { needs }) => bits | needs, filter?.needs ?? 0);
    this.types = new Uint8Array(1 << 16).map((_, id) => (filter?.types[id] === 0 ? 0 : 1));
  }

  accept(event: Event): void {
    const { filter, key, columns, isList } = this.#options;
    if (filter !== undefined && filter.types[event.typeId] !== 2 && !filter.test(event)) return;
    const keyText = cellOf(key.extract(event), key);
    const values = columns.map(({ bound }) => cellOf(bound.extract(event), bound));
    if (keyText === undefined || !this.#fillIn(values)) return;
    const row = { key: String(keyText), values: values as Cell[], counts: values.map(() => 1) };
    if (isList) {
      if (this.#list.length < MAX_ROWS) this.#list.push(row);
    } else this.#add(row);
  }

  end({ firstTsLow, firstTsHigh, tsLow, tsHigh }: CaptureEnd): Promise<void> {
    this.#seconds = nsBetween(firstTsLow, firstTsHigh, tsLow, tsHigh) / NS_PER_S;
    return Promise.resolve();
  }

  /** All rows, the largest of the column that the view sorts by first. */
  rows(): Row[] {
    const { columns, isList } = this.#options;
    const sums = isList ? this.#list : [...this.#byKey.values()];
    const rows = sums.map(({ key, values, counts }) => ({
      key,
      cells: values.map((value, i) => this.#settle(value, counts[i] as number, columns[i]?.column)),
    }));
    const sorting = columns.findIndex(({ column }) => column.isSorting);
    if (isList || sorting < 0) return rows;
    return rows.sort((a, b) => compare(b.cells[sorting] as Cell, a.cells[sorting] as Cell));
  }

  /** Puts 0 for missing numbers, if the view has it so; false when the event has no row. */
  #fillIn(values: (Cell | undefined)[]): boolean {
    const { columns, useDefaults } = this.#options;
    return values.every((value, i) => {
      if (value !== undefined) return true;
      if (!useDefaults || !isNumeric((columns[i] as BoundColumn).bound)) return false;
      values[i] = 0;
      return true;
    });
  }

  #add(row: Sums): void {
    const known = this.#byKey.get(row.key);
    if (known === undefined) {
      if (this.#byKey.size < MAX_ROWS) this.#byKey.set(row.key, row);
      return;
    }
    this.#options.columns.forEach(({ column: { aggregation } }, i) => {
      const [before, value] = [known.values[i], row.values[i]];
      if (aggregation === undefined || typeof before !== 'number' || typeof value !== 'number')
        return;
      (known.counts[i] as number)++;
      if (aggregation === 'MAX') known.values[i] = Math.max(before, value);
      else if (aggregation === 'MIN') known.values[i] = Math.min(before, value);
      else known.values[i] = before + value;
    });
  }

  #settle(value: Cell, count: number, column: ViewColumn | undefined): Cell {
    if (typeof value !== 'number') return value;
    if (column?.aggregation === 'AVG') return value / count;
    return column?.aggregation === 'TIME_AVG' && this.#seconds > 0 ? value / this.#seconds : value;
  }
}

function cellOf(value: FieldValue | undefined, { type }: BoundField): Cell | undefined {
  if (type === 'ip') return typeof value === 'string' ? formatAddress(value) : undefined;
  if (typeof value === 'bigint') return Number(value);
  return Array.isArray(value) ? value.join(' ') : (value as Cell | undefined);
}

const TEXTUAL = ['text', 'path', 'bytes', 'ip', 'net', 'list'];

function isNumeric({ type }: BoundField): boolean {
  return !TEXTUAL.includes(type);
}

function compare(a: Cell, b: Cell): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}
