import type { BoundField } from '../field/field.ts';
import {
  columnKindOf,
  FIRST_LOCAL,
  hasTags,
  Tag,
  valueBytes,
  type ColumnKind,
} from './column-kind.ts';

/** Rows of a full batch. */
export const ROW_CAPACITY = 4096;
/** Interval marks of a full batch. */
export const MARK_CAPACITY = 256;
/** Doubles of one mark: row it comes before, event number, time stamp low and high, interval in ns,
 * which is negative for a precise one. */
export const MARK_WORDS = 5;

/** What a batch holds of each event. */
export interface BatchSchema {
  readonly columns: readonly ColumnSchema[];
}

export interface ColumnSchema {
  readonly name: string;
  readonly kind: ColumnKind;
}

/**
 * Where everything is in the memory of one batch, in bytes. Both sides of the crossing work from this
 * object, so that there is one description of the layout; little endian, values 8-byte aligned.
 */
export interface BatchLayout {
  readonly sizeBytes: number;
  /** i32: the row that the guest is at; the only thing in it that the guest writes. */
  readonly control: number;
  /** f64 a row: number of the event. */
  readonly nums: number;
  /** u32, two a row: low and high half of the event's time stamp. */
  readonly times: number;
  /** f64, MARK_WORDS a mark. */
  readonly marks: number;
  /** u32 a new text: its length in UTF-16 units; dictionary texts first, then the batch's own. */
  readonly lengths: number;
  readonly lengthCapacity: number;
  readonly columns: readonly ColumnLayout[];
}

export interface ColumnLayout extends ColumnSchema {
  readonly values: number;
  readonly tags: number;
}

/** All that a guest has to know of batches, as data that can cross. */
export function batchFacts(layout: BatchLayout) {
  return {
    layout,
    rowCapacity: ROW_CAPACITY,
    markCapacity: MARK_CAPACITY,
    markWords: MARK_WORDS,
    firstLocal: FIRST_LOCAL,
    tags: Tag,
  };
}

/** A field under the name that the chisel gave it, argument included. */
export interface NamedField {
  readonly name: string;
  readonly bound: BoundField;
  /** How it is held, if not as its type has it. */
  readonly kind?: ColumnKind;
}

export function createSchema(fields: readonly NamedField[]): BatchSchema {
  return {
    columns: fields.map(({ name, bound, kind }) => ({
      name,
      kind: kind ?? columnKindOf(bound.field),
    })),
  };
}

export function createLayout(schema: BatchSchema): BatchLayout {
  let at = 0;
  const take = (bytes: number): number => {
    const from = at;
    at += (bytes + 7) & ~7;
    return from;
  };
  const control = take(8);
  const nums = take(8 * ROW_CAPACITY);
  const times = take(8 * ROW_CAPACITY);
  const marks = take(8 * MARK_WORDS * MARK_CAPACITY);
  const lengthCapacity = ROW_CAPACITY * schema.columns.filter(mayHoldTexts).length;
  const lengths = take(4 * lengthCapacity);
  const columns = schema.columns.map((column) => ({
    ...column,
    values: take(valueBytes[column.kind] * ROW_CAPACITY),
    tags: take(hasTags[column.kind] ? ROW_CAPACITY : 0),
  }));
  return { sizeBytes: at, control, nums, times, marks, lengths, lengthCapacity, columns };
}

function mayHoldTexts({ kind }: ColumnSchema): boolean {
  return kind !== 'number' && kind !== 'bool';
}
