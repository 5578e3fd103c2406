import { BytePiece } from '../../bytes/byte-piece.ts';
import type { FlagTable } from '../../event/event-table.ts';

/** Values whose names are kept; what a capture holds beyond is worked out again. */
const MAX_KEPT = 4096;

/** Names of a value, undefined when it has none. */
export type FlagNames = (value: number) => string | undefined;

/**
 * Follows a flag table. Bits: entries in table order that are part of what is left of the value, until
 * one equals the whole value, which ends the search and counts as well. `exact`: only entries that equal the value.
 */
export function createFlagNames(table: FlagTable, exact: boolean): FlagNames {
  const names = exact ? exactNames : bitNames;
  return (value) => names(table, value) || undefined;
}

/** The names in brackets, as they stand behind the number; made once for each value. */
export function createFlagLabels(names: FlagNames): (value: number) => BytePiece | undefined {
  const labels = new Map<number, BytePiece | undefined>();
  return (value) => {
    const known = labels.get(value);
    if (known !== undefined || labels.has(value)) return known;
    const text = names(value);
    const label = text === undefined ? undefined : new BytePiece(`(${text})`);
    if (labels.size === MAX_KEPT) labels.clear();
    labels.set(value, label);
    return label;
  };
}

function bitNames(table: FlagTable, value: number): string {
  const found: string[] = [];
  let rest = value;
  for (const entry of table.entries) {
    if (entry.value === value) {
      found.push(entry.name);
      break;
    }
    if (entry.value !== 0 && rest !== 0 && (rest & entry.value) >>> 0 === entry.value) {
      found.push(entry.name);
      rest = (rest & ~entry.value) >>> 0;
    }
  }
  return found.join('|');
}

function exactNames(table: FlagTable, value: number): string {
  return table.entries
    .filter((entry) => entry.value === value)
    .map((entry) => entry.name)
    .join('|');
}
