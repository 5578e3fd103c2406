import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import { nsBetween } from '@chisel/core/bytes/words.ts';
import type { CaptureEnd, Consumer } from '@chisel/core/consumer.ts';
import type { SectionStart } from '@chisel/core/event/source.ts';
import type { BoundField } from '@chisel/core/field/field.ts';
import { Event } from '@chisel/core/state/event.ts';
import { Need } from '@chisel/core/state/needs.ts';
import type { State } from '@chisel/core/state/state.ts';
import { hashOrder } from '@chisel/isolate';
import type { ViewColumn } from '@chisel/lua';
import { mergeOf, type Cell, type Merge, type Sums } from './aggregate.ts';
import { keyHash } from './key-hash.ts';
import { sortRows } from './sort-rows.ts';
import { THREAD_EVENT, threadEvent } from './thread-event.ts';
import type { ViewFilter } from './view-filter.ts';
import type { ViewLayout } from './view-layout.ts';

/** Rows of a view that are kept at most; what has more keys is not followed further. */
const MAX_ROWS = 1_000_000;
const NS_PER_S = 1e9;

/** A column of a view with the field behind it. */
export interface BoundColumn {
  readonly column: ViewColumn;
  readonly bound: BoundField;
}

export interface ViewRow {
  readonly key: Cell;
  readonly sums: Sums;
}

export interface ViewTableOptions {
  /** A row an event, numbered, instead of a row a key. */
  readonly isList: boolean;
  /** A missing number counts as 0, a missing text as empty. */
  readonly useDefaults: boolean;
  readonly filter: ViewFilter;
  readonly layout: ViewLayout;
  /** As in the layout. */
  readonly columns: readonly BoundColumn[];
}

/** The rows of a view: of events, and of the threads that are there at the end. */
export class ViewTable implements Consumer {
  readonly name = 'view';
  readonly needs: number;
  readonly types: Uint8Array;
  readonly wantsUnknown = true;
  readonly #options: ViewTableOptions;
  readonly #merges: readonly Merge[];
  readonly #presets: readonly (Cell | undefined)[];
  readonly #byKey = new Map<Cell, Sums>();
  readonly #list: ViewRow[] = [];
  readonly #scratch: Sums;
  readonly #out = new ByteWriter();
  /** Events whose rows were not kept. */
  lostCount = 0;
  #state: State | undefined;
  #seconds = 0;

  constructor(options: ViewTableOptions) {
    const { filter, columns, useDefaults } = options;
    this.#options = options;
    const needs = filter.needs | Need.THREADS;
    this.needs = columns.reduce((bits, { bound }) => bits | bound.needs, needs);
    this.types = filter.types;
    this.#merges = columns.map(({ column, bound }) =>
      mergeOf(column.aggregation, bound.field.listedType),
    );
    this.#presets = columns.map(({ bound }) => (useDefaults ? presetOf(bound) : undefined));
    this.#scratch = { values: columns.map(() => 0), counts: columns.map(() => 0) };
  }

  sectionStart(_section: SectionStart, state: State): void {
    this.#state = state;
  }

  accept(event: Event): void {
    const { filter, isList } = this.#options;
    if (!filter.passes(event) || !this.#read(event)) return;
    if (isList) this.#append();
    else this.#merge();
  }

  /** Length of the capture. */
  get seconds(): number {
    return this.#seconds;
  }

  end({ firstTsLow, firstTsHigh, tsLow, tsHigh }: CaptureEnd): Promise<void> {
    this.#seconds = nsBetween(firstTsLow, firstTsHigh, tsLow, tsHigh) / NS_PER_S;
    if (this.#state) this.#addThreads(this.#state, (BigInt(tsHigh) << 32n) | BigInt(tsLow));
    return Promise.resolve();
  }

  /** All rows, sorted as the view says. */
  rows(): ViewRow[] {
    const { columns, layout, isList } = this.#options;
    const rows = isList ? this.#list : this.#tableRows();
    const { sortingPlace } = layout;
    if (sortingPlace === undefined) return rows;
    const { bound } = columns[sortingPlace] as BoundColumn;
    return sortRows(rows, sortingPlace, bound.field.listedType);
  }

  #addThreads(state: State, tsNs: bigint): void {
    if (this.types[THREAD_EVENT] === 0) return;
    state.settle();
    state.endTransfers();
    const event = new Event(state.table, state);
    event.seek(threadEvent(tsNs), 0);
    const threads = new Map(state.threads.values().map((thread) => [thread.tid, thread]));
    for (const tid of hashOrder(threads.keys())) {
      event.tid = tid;
      event.thread = threads.get(tid);
      this.accept(event);
    }
  }

  /** Reads the cells of an event; false when one is missing. */
  #read(event: Event): boolean {
    const { columns } = this.#options;
    const { values, counts } = this.#scratch;
    for (let i = 0; i < columns.length; i++) {
      const { column, bound } = columns[i] as BoundColumn;
      const read = this.#cellOf(bound, event);
      const value = read ?? this.#presets[i];
      if (value === undefined) return false;
      const isSummed = typeof value === 'bigint' && column.aggregation !== undefined;
      values[i] = isSummed ? Number(value) : value;
      counts[i] = read === undefined && !this.#options.isList ? 0 : 1;
    }
    return true;
  }

  #append(): void {
    if (this.#list.length === MAX_ROWS) this.lostCount++;
    else this.#list.push({ key: this.#list.length + 1, sums: copyOf(this.#scratch) });
  }

  #merge(): void {
    const key = this.#scratch.values[0] as Cell;
    const known = this.#byKey.get(key);
    if (known) mergeAll(known, this.#scratch, this.#merges);
    else if (this.#byKey.size < MAX_ROWS) this.#byKey.set(key, copyOf(this.#scratch));
    else this.lostCount++;
  }

  #tableRows(): ViewRow[] {
    const { columns, layout } = this.#options;
    const rows = inHashOrder(this.#byKey, columns[0] as BoundColumn);
    if (!layout.isGrouped) return rows;
    const merges = columns.map(({ column, bound }) =>
      mergeOf(column.groupAggregation, bound.field.listedType),
    );
    const groups = new Map<Cell, Sums>();
    for (const { sums } of rows) {
      const group = groups.get(sums.values[1] as Cell);
      if (group) mergeAll(group, sums, merges);
      else groups.set(sums.values[1] as Cell, sums);
    }
    return inHashOrder(groups, columns[1] as BoundColumn);
  }

  #cellOf(bound: BoundField, event: Event): Cell | undefined {
    const value = bound.extract(event);
    if (value === undefined || typeof value === 'number') return value;
    if (bound.type === 'text' && bound.write && typeof value !== 'string')
      return this.#textOf(bound, event);
    return typeof value === 'object' ? value.join(' ') : value;
  }

  /** What the field writes where its value is no text: the time of day. */
  #textOf({ write }: BoundField, event: Event): Cell | undefined {
    this.#out.length = 0;
    return write?.(event, this.#out) === true ? this.#out.text() : undefined;
  }
}

function copyOf({ values, counts }: Sums): Sums {
  return { values: [...values], counts: [...counts] };
}

function mergeAll(into: Sums, from: Sums, merges: readonly Merge[]): void {
  for (let i = 0; i < merges.length; i++) (merges[i] as Merge)(into, from, i);
}

function inHashOrder(rows: ReadonlyMap<Cell, Sums>, { bound }: BoundColumn): ViewRow[] {
  const keys = hashOrder(rows.keys(), keyHash(bound.field.listedType));
  return keys.map((key) => ({ key, sums: rows.get(key) as Sums }));
}

const DECIMALS = /^(U?INT\d+|BOOL|RELTIME|ABSTIME)$/;

function presetOf({ field, format }: BoundField): Cell | undefined {
  const { listedType } = field;
  if (listedType === 'CHARBUF') return '';
  if (listedType === 'DOUBLE') return 0;
  return DECIMALS.test(listedType) && format === 'DEC' ? 0 : undefined;
}
