import { formatAddress } from '@chisel/core/batch/format-address.ts';
import type { BoundColumn, ViewRow } from './view-table.ts';
import type { Cell } from './aggregate.ts';
import { formatInterval } from './format-interval.ts';

const UNITS = ['P', 'T', 'G', 'M', 'K'] as const;
const KIBI = 1024;
const WIDTH = 10;

/** A cell of a row, and of how many values, or seconds, it is the sum. */
export interface ShownCell {
  readonly value: Cell;
  readonly count: number;
  readonly column: BoundColumn;
}

/** The cells of a row that are shown. Sums that are averages over time count the seconds of the capture. */
export function cellsOf(
  { sums }: ViewRow,
  columns: readonly BoundColumn[],
  firstShown: number,
  seconds: number,
): ShownCell[] {
  return columns.slice(firstShown).map((column, i) => {
    const { aggregation, groupAggregation } = column.column;
    const overTime = aggregation === 'TIME_AVG' || groupAggregation === 'TIME_AVG';
    const place = firstShown + i;
    const count = overTime && seconds > 0 ? seconds : (sums.counts[place] as number);
    return { value: sums.values[place] as Cell, count, column };
  });
}

/** What JSON shows: lengths of time as texts, whole numbers as sums, never averaged. */
export function jsonValue({ value, count, column }: ShownCell): Cell {
  const type = column.bound.field.listedType;
  if (type === 'RELTIME') return formatInterval(average(value, count));
  if (type === 'DOUBLE') return average(value, count);
  return plainValue(value, column);
}

/** What people see: large numbers with units. */
export function cellText({ value, count, column }: ShownCell): string {
  const { bound } = column;
  const { listedType } = bound.field;
  if (listedType === 'RELTIME') return formatInterval(average(value, count)).trim();
  if (listedType === 'DOUBLE') return rounded(average(value, count), 2);
  if (!/^U?INT/.test(listedType)) return String(plainValue(value, column));
  if (bound.format === 'ID') return String(count > 1 ? Math.trunc(average(value, count)) : value);
  return withUnit(average(value, count), count === 1 || count === 0 ? 0 : 2);
}

function plainValue(value: Cell, { bound }: BoundColumn): Cell {
  switch (bound.field.listedType) {
    case 'IPADDR':
      return formatAddress(String(value));
    case 'BOOL':
      return Boolean(value);
    default:
      return value;
  }
}

function average(value: Cell, count: number): number {
  return count > 1 ? Number(value) / count : Number(value);
}

/** As in 12K or 1.50M, in ten characters at most: of longer ones the last. */
function withUnit(value: number, digits: number): string {
  const power = UNITS.findIndex((_, i) => value > KIBI ** (UNITS.length - i));
  const unit = UNITS[power];
  const text =
    unit === undefined
      ? rounded(value, digits)
      : `${rounded(value / KIBI ** (UNITS.length - power), digits)}${unit}`;
  return text.slice(-WIDTH);
}

/** Halves go to the even neighbour, as C prints them. */
function rounded(value: number, digits: number): string {
  const scaled = Math.abs(value) * 10 ** digits;
  // Only a multiple of this power of two lies in the middle of two decimal fractions.
  const isHalf = Number.isInteger(value * 2 ** (digits + 1)) && scaled % 1 === 0.5;
  if (!isHalf || Math.floor(scaled) % 2 !== 0) return value.toFixed(digits);
  return ((Math.sign(value) * Math.floor(scaled)) / 10 ** digits).toFixed(digits);
}
