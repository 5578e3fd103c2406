import type { Aggregation } from '@chisel/lua';

export type Cell = string | number | bigint | boolean;

/** The cells of a row, and of how many values each is the sum; 0: of none, a preset stands for it. */
export interface Sums {
  readonly values: Cell[];
  readonly counts: number[];
}

/** How wide the numbers are that the reference adds up; others it doesn't. */
const widths: Readonly<Record<string, (value: number) => number>> = {
  INT8: (value) => (value << 24) >> 24,
  INT16: (value) => (value << 16) >> 16,
  INT32: (value) => value | 0,
  INT64: (value) => value,
  UINT8: (value) => value & 0xff,
  UINT16: (value) => value & 0xffff,
  UINT32: (value) => value >>> 0,
  BOOL: (value) => value >>> 0,
  UINT64: (value) => value,
  RELTIME: (value) => value,
  ABSTIME: (value) => value,
  DOUBLE: (value) => value,
};

/** Adds the cell at a place of one row to that of another. */
export type Merge = (into: Sums, from: Sums, place: number) => void;

/** How the cells of a column are put together. `type` is the field's, as the reference lists it. */
export function mergeOf(aggregation: Aggregation | undefined, type: string): Merge {
  const narrow = widths[type];
  if (aggregation === undefined) return keepFirst;
  if (narrow === undefined) {
    return type === 'CHARBUF' && aggregation === 'MAX' ? takeLast : keepFirst;
  }
  const add: Merge = (into, from, place) => {
    into.values[place] = narrow(numberAt(into, place) + numberAt(from, place));
  };
  if (aggregation === 'MAX') return takeLarger;
  if (aggregation === 'MIN') return (into, from, place) => takeSmaller(into, from, place, add);
  if (aggregation === 'AVG') {
    return (into, from, place) => {
      into.counts[place] = (into.counts[place] as number) + (from.counts[place] as number);
      add(into, from, place);
    };
  }
  const whole = type === 'DOUBLE' ? (value: number): number => value : Math.trunc;
  return (into, from, place) => {
    if ((from.counts[place] as number) < 2) add(into, from, place);
    else addAverages(into, from, place, whole);
  };
}

function keepFirst(): void {
  // What a column holds of the first row stays.
}

function takeLast(into: Sums, from: Sums, place: number): void {
  into.values[place] = from.values[place] as Cell;
}

function takeLarger(into: Sums, from: Sums, place: number): void {
  if ((into.values[place] as Cell) < (from.values[place] as Cell)) takeLast(into, from, place);
}

/** What is a preset on one side does not count. */
function takeSmaller(into: Sums, from: Sums, place: number, add: Merge): void {
  if (from.counts[place] === 0) return;
  if (into.counts[place] === 0) {
    add(into, from, place);
    into.counts[place] = 1;
  } else if ((into.values[place] as Cell) > (from.values[place] as Cell)) {
    takeLast(into, from, place);
  }
}

function addAverages(
  into: Sums,
  from: Sums,
  place: number,
  whole: (value: number) => number,
): void {
  const average = (sums: Sums): number =>
    whole(numberAt(sums, place) / Math.max(sums.counts[place] as number, 1));
  into.values[place] = average(into) + average(from);
  into.counts[place] = 1;
  from.counts[place] = 1;
}

function numberAt({ values }: Sums, place: number): number {
  return Number(values[place]);
}
