import type { FieldName, FieldTypes } from './field-types.ts';

/**
 * Many events at once, a column for each declared field: what `onBatch` gets. Arrays belong to the
 * chisel's own memory and hold other values after the handler has returned.
 */
export interface Batch<Name extends FieldName> {
  /** Events in it; arrays of columns are longer. */
  readonly rows: number;
  readonly columns: { readonly [N in Name]: Column<FieldTypes[N]> };
  /** While it is the same, a reference of a text column below `FIRST_OWN` means the same text. */
  readonly dictionary: number;
}

/** References of texts from here on are good for their batch only: long ones, and contents. */
export const FIRST_OWN = 0x80000000;

/** Which column a field has, by the type of its values. */
export type Column<Value> = [Value] extends [number]
  ? NumberColumn
  : [Value] extends [string]
    ? TextColumn
    : [Value] extends [boolean]
      ? BooleanColumn
      : AnyColumn<Value>;

/** What all columns have. */
export interface AnyColumn<Value> {
  /** The value of one event; undefined when it has none. */
  at(row: number): Value | undefined;
}

export interface NumberColumn extends AnyColumn<number> {
  readonly values: Float64Array;
  /** 0 for an event that has no value. */
  readonly present: Uint8Array;
}

export interface TextColumn extends AnyColumn<string> {
  /** 0 for an event that has no value. */
  readonly references: Uint32Array;
  /** The text of a reference; undefined for 0. */
  text(reference: number): string | undefined;
}

export interface BooleanColumn extends AnyColumn<boolean> {
  /** One of `State` for each event. */
  readonly states: Uint8Array;
}

/** What the array of a boolean column holds. */
export const State = { NONE: 0, FALSE: 5, TRUE: 6 } as const;
