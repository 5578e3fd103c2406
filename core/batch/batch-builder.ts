import type { Event } from '../state/event.ts';
import {
  createLayout,
  createSchema,
  MARK_CAPACITY,
  MARK_WORDS,
  ROW_CAPACITY,
  type BatchLayout,
  type NamedField,
} from './batch-layout.ts';
import type { Batch } from './batch.ts';
import { FIRST_LOCAL } from './column-kind.ts';
import { createWriter, type ColumnWriter, type TextStore } from './column-writer.ts';
import { Dictionary, defaultDictionaryLimits, type DictionaryLimits } from './dictionary.ts';

/** New texts of a batch, in characters, after which it is sent off. */
const TEXT_CAPACITY = 1 << 20;

/**
 * Turns events into rows. Chisels with equal filters and fields share one, so each row is made once.
 * A batch that is full goes to `sealed` at once; the receiver gives it back with `recycle`.
 */
export class BatchBuilder {
  readonly layout: BatchLayout;
  readonly #sealed: (batch: Batch) => void;
  readonly #writers: readonly ColumnWriter[];
  readonly #dictionary: Dictionary;
  readonly #free: Batch[] = [];
  #batch: Batch;
  #nums = new Float64Array(0);
  #times = new Uint32Array(0);
  #marks = new Float64Array(0);
  #textChars = 0;

  constructor(
    fields: readonly NamedField[],
    sealed: (batch: Batch) => void,
    limits: DictionaryLimits = defaultDictionaryLimits,
  ) {
    this.layout = createLayout(createSchema(fields));
    this.#sealed = sealed;
    this.#dictionary = new Dictionary(limits);
    const dictionary = this.#dictionary;
    const texts: TextStore = {
      keep: (text) => this.#keep(text),
      carry: (text) => this.#carry(text),
      get keptCount() {
        return dictionary.count;
      },
    };
    this.#writers = this.layout.columns.map((column, i) =>
      createWriter((fields[i] as NamedField).bound, column, texts),
    );
    this.#batch = this.#open();
  }

  /** Rows and marks that wait for a full batch. */
  get isEmpty(): boolean {
    return this.#batch.rows === 0 && this.#batch.marks === 0;
  }

  add(event: Event): void {
    const row = this.#batch.rows;
    const writers = this.#writers;
    for (let i = 0; i < writers.length; i++) (writers[i] as ColumnWriter).write(row, event);
    this.#nums[row] = event.num;
    this.#times[2 * row] = event.tsLow;
    this.#times[2 * row + 1] = event.tsHigh;
    this.#batch.rows = row + 1;
    if (row + 1 === ROW_CAPACITY || this.#textChars >= TEXT_CAPACITY) this.seal(event.num);
  }

  /** An interval of this length ends before the event with this number and time stamp. */
  mark(num: number, tsLow: number, tsHigh: number, intervalNs: number): void {
    const at = this.#batch.marks++ * MARK_WORDS;
    this.#marks[at] = this.#batch.rows;
    this.#marks[at + 1] = num;
    this.#marks[at + 2] = tsLow;
    this.#marks[at + 3] = tsHigh;
    this.#marks[at + 4] = intervalNs;
    if (this.#batch.marks === MARK_CAPACITY) this.seal(num - 1);
  }

  /** Sends off what there is; everything up to event `lastNum` is in it or was not wanted. */
  seal(lastNum: number): void {
    if (this.isEmpty) return;
    const batch = this.#batch;
    batch.lastNum = lastNum;
    const startsDictionary = this.#dictionary.isFull;
    if (startsDictionary) this.#dictionary.clear();
    this.#sealed(batch);
    this.#batch = this.#open();
    this.#batch.startsDictionary = startsDictionary;
  }

  /** Takes back a batch that nobody reads any more. */
  recycle(batch: Batch): void {
    this.#free.push(batch);
  }

  #open(): Batch {
    const batch = this.#free.pop() ?? this.#create();
    batch.rows = 0;
    batch.marks = 0;
    batch.dictionaryTexts = [];
    batch.ownTexts = [];
    this.#textChars = 0;
    const { buffer } = batch.memory;
    this.#nums = new Float64Array(buffer, this.layout.nums, ROW_CAPACITY);
    this.#times = new Uint32Array(buffer, this.layout.times, 2 * ROW_CAPACITY);
    this.#marks = new Float64Array(buffer, this.layout.marks, MARK_CAPACITY * MARK_WORDS);
    for (const writer of this.#writers) writer.use(batch.memory);
    return batch;
  }

  #create(): Batch {
    return {
      layout: this.layout,
      memory: new Uint8Array(this.layout.sizeBytes),
      rows: 0,
      marks: 0,
      startsDictionary: false,
      dictionaryTexts: [],
      ownTexts: [],
      lastNum: 0,
    };
  }

  #keep(text: string): number {
    if (!Dictionary.accepts(text)) return this.#carry(text);
    const added = this.#batch.dictionaryTexts;
    const before = added.length;
    const reference = this.#dictionary.reference(text, added);
    if (added.length !== before) this.#textChars += text.length;
    return reference;
  }

  #carry(text: string): number {
    this.#textChars += text.length;
    return FIRST_LOCAL + this.#batch.ownTexts.push(text) - 1;
  }
}
