import { sortAsReference } from '@chisel/text';
import type { Cell, Sums } from './aggregate.ts';

export interface SortedRow {
  readonly key: Cell;
  readonly sums: Sums;
}

const NUMBERS = /^(U?INT|RELTIME|ABSTIME|DOUBLE|BOOL)/;

/** The rows by one column: large numbers first, texts from A to Z, equal ones as the reference has them. */
export function sortRows<Row extends SortedRow>(
  rows: readonly Row[],
  place: number,
  type: string,
): Row[] {
  const whole = type === 'DOUBLE' ? (value: number): number => value : Math.trunc;
  const valueOf = ({ sums }: Row, other: Row): Cell => {
    const value = sums.values[place] as Cell;
    const count = sums.counts[place] as number;
    const averages = count > 1 || (other.sums.counts[place] as number) > 1;
    if (!averages || typeof value === 'string') return value;
    return whole(Number(value) / Math.max(count, 1));
  };
  const largestFirst = NUMBERS.test(type);
  return sortAsReference(rows, (a, b) => {
    const [first, second] = [valueOf(a, b), valueOf(b, a)];
    return largestFirst ? first > second : first < second;
  });
}
