import type { BoundField, FieldType, FieldValue } from '../field/field.ts';
import type { Event } from '../state/event.ts';
import { formatAddress } from './format-address.ts';
import type { ColumnLayout } from './batch-layout.ts';
import { ROW_CAPACITY } from './batch-layout.ts';
import { Tag, type ColumnKind } from './column-kind.ts';

/** Writes one field of an event into its column; chosen once per column. */
export interface ColumnWriter {
  /** Moves to the memory of another batch. */
  use(memory: Uint8Array<ArrayBuffer>): void;
  write(row: number, event: Event): void;
}

/** Where texts become references. */
export interface TextStore {
  /** Reference of a text that is likely to come again. */
  keep(text: string): number;
  /** Reference of a text for this batch alone. */
  carry(text: string): number;
  /** How many different texts are kept. */
  readonly keptCount: number;
}

/** Of so many texts of a column it is counted how many were new. */
const TRIAL_TEXTS = 1024;
/** Where more are, it tells every event apart, and looking its texts up finds nothing. */
const MANY_NEW = TRIAL_TEXTS * 0.75;
/** So many texts later it is tried again. */
const CARRIED_TEXTS = 1 << 16;

export function createWriter(
  field: BoundField,
  column: ColumnLayout,
  texts: TextStore,
): ColumnWriter {
  return new writers[column.kind](field, column, texts);
}

type WriterClass = new (field: BoundField, column: ColumnLayout, texts: TextStore) => ColumnWriter;

class NumberWriter implements ColumnWriter {
  readonly #field: BoundField;
  readonly #column: ColumnLayout;
  #values = new Float64Array(0);
  #tags = new Uint8Array(0);

  constructor(field: BoundField, column: ColumnLayout) {
    this.#field = field;
    this.#column = column;
  }

  use(memory: Uint8Array<ArrayBuffer>): void {
    this.#values = new Float64Array(memory.buffer, this.#column.values, ROW_CAPACITY);
    this.#tags = new Uint8Array(memory.buffer, this.#column.tags, ROW_CAPACITY);
  }

  write(row: number, event: Event): void {
    const value = this.#field.extract(event);
    if (typeof value !== 'number') {
      this.#tags[row] = Tag.MISSING;
      return;
    }
    this.#values[row] = value;
    this.#tags[row] = Tag.NUMBER;
  }
}

class ExactWriter implements ColumnWriter {
  readonly #field: BoundField;
  readonly #column: ColumnLayout;
  readonly #texts: TextStore;
  #numbers = new Float64Array(0);
  #integers = new BigUint64Array(0);
  #tags = new Uint8Array(0);

  constructor(field: BoundField, column: ColumnLayout, texts: TextStore) {
    this.#field = field;
    this.#column = column;
    this.#texts = texts;
  }

  use(memory: Uint8Array<ArrayBuffer>): void {
    const { values, tags } = this.#column;
    this.#numbers = new Float64Array(memory.buffer, values, ROW_CAPACITY);
    this.#integers = new BigUint64Array(memory.buffer, values, ROW_CAPACITY);
    this.#tags = new Uint8Array(memory.buffer, tags, ROW_CAPACITY);
  }

  write(row: number, event: Event): void {
    const value = this.#field.extract(event);
    if (typeof value === 'number') {
      this.#numbers[row] = value;
      this.#tags[row] = Tag.NUMBER;
    } else if (value === undefined) {
      this.#tags[row] = Tag.MISSING;
    } else {
      this.#tags[row] = this.#writeOther(row, value);
    }
  }

  #writeOther(row: number, value: Exclude<FieldValue, number>): number {
    if (typeof value === 'bigint') {
      this.#integers[row] = BigInt.asUintN(64, value);
      return value < 0n ? Tag.SIGNED : Tag.UNSIGNED;
    }
    if (typeof value === 'boolean') return value ? Tag.TRUE : Tag.FALSE;
    const text = typeof value === 'string' ? value : value.join(' ');
    this.#numbers[row] = this.#texts.keep(text);
    return Tag.TEXT;
  }
}

class BoolWriter implements ColumnWriter {
  readonly #field: BoundField;
  readonly #column: ColumnLayout;
  #tags = new Uint8Array(0);

  constructor(field: BoundField, column: ColumnLayout) {
    this.#field = field;
    this.#column = column;
  }

  use(memory: Uint8Array<ArrayBuffer>): void {
    this.#tags = new Uint8Array(memory.buffer, this.#column.tags, ROW_CAPACITY);
  }

  write(row: number, event: Event): void {
    const value = this.#field.extract(event);
    this.#tags[row] = value === undefined ? Tag.MISSING : value ? Tag.TRUE : Tag.FALSE;
  }
}

class TextWriter implements ColumnWriter {
  readonly #field: BoundField;
  readonly #column: ColumnLayout;
  readonly #texts: TextStore;
  /** Absent where values are texts. */
  readonly #toText: ((value: FieldValue) => string) | undefined;
  readonly #carries: boolean;
  #references = new Uint32Array(0);
  /** The text of the row before, and its reference. */
  #last = '';
  #lastReference = 0;
  #tried = 0;
  #newTexts = 0;
  /** Texts that are carried before it is tried again whether they recur. */
  #leftToCarry = 0;

  constructor(field: BoundField, column: ColumnLayout, texts: TextStore) {
    this.#field = field;
    this.#column = column;
    this.#texts = texts;
    this.#toText = textConversions[field.type];
    this.#carries = field.type === 'bytes';
  }

  use(memory: Uint8Array<ArrayBuffer>): void {
    this.#references = new Uint32Array(memory.buffer, this.#column.values, ROW_CAPACITY);
    this.#lastReference = 0;
  }

  write(row: number, event: Event): void {
    const value = this.#field.extract(event);
    if (value === undefined) {
      this.#references[row] = 0;
      return;
    }
    const text = this.#toText === undefined ? (value as string) : this.#toText(value);
    this.#references[row] = this.#carries ? this.#texts.carry(text) : this.#refer(text);
  }

  #refer(text: string): number {
    if (text === this.#last && this.#lastReference !== 0) return this.#lastReference;
    this.#last = text;
    this.#lastReference = this.#leftToCarry > 0 ? this.#carry(text) : this.#keep(text);
    return this.#lastReference;
  }

  #carry(text: string): number {
    this.#leftToCarry--;
    return this.#texts.carry(text);
  }

  #keep(text: string): number {
    const before = this.#texts.keptCount;
    const reference = this.#texts.keep(text);
    if (this.#texts.keptCount !== before) this.#newTexts++;
    if (++this.#tried === TRIAL_TEXTS) this.#decide();
    return reference;
  }

  #decide(): void {
    if (this.#newTexts > MANY_NEW) this.#leftToCarry = CARRIED_TEXTS;
    this.#tried = 0;
    this.#newTexts = 0;
  }
}

const writers: Record<ColumnKind, WriterClass> = {
  number: NumberWriter,
  exact: ExactWriter,
  bigint: ExactWriter,
  bool: BoolWriter,
  text: TextWriter,
  list: TextWriter,
  plain: TextWriter,
};

const textConversions: Partial<Record<FieldType, (value: FieldValue) => string>> = {
  ip: (value) => formatAddress(value as string),
  list: (value) => JSON.stringify(value),
};
