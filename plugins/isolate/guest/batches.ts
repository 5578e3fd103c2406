import { createColumn, type Column } from './columns.ts';
import { isFlooded } from './output.ts';
import { NUM_OF_ROW, place } from './place.ts';
import type { BatchSetup, ColumnLayout } from './setup.ts';
import { startTexts, takeTexts } from './texts.ts';

/** The guest's side of the crossing: walks the rows of a batch. */

const [F64, U32, I32] = [Float64Array, Uint32Array, Int32Array];

interface Slot {
  readonly control: Int32Array;
  readonly nums: Float64Array;
  readonly times: Uint32Array;
  readonly marks: Float64Array;
  readonly lengths: Uint32Array;
}

export interface RowHandlers {
  /** Absent: rows are not looked at. Returns true to leave the rest of the batch unseen. */
  readonly onRow: (() => boolean | void) | undefined;
  /** Instead of `onRow`: rows from one up to, but without, another, with no mark between them. */
  readonly onRows?: ((slot: number, from: number, to: number) => void) | undefined;
  readonly onMark: (tsLow: number, tsHigh: number, intervalNs: number) => boolean | void;
}

let setup: BatchSetup;
const slots: Slot[] = [];
const columns: Column[] = [];

/** Makes the readers of all columns. */
export function attachBatches(
  batchSetup: BatchSetup,
  buffers: readonly SharedArrayBuffer[],
  adoptText?: (text: string) => unknown,
): readonly Column[] {
  setup = batchSetup;
  const { layout, rowCapacity, markCapacity, markWords, firstLocal } = setup;
  startTexts(firstLocal, adoptText);
  for (let i = 0; i < buffers.length; i++) {
    const buffer = buffers[i] as SharedArrayBuffer;
    slots[i] = {
      control: new I32(buffer, layout.control, 1),
      nums: new F64(buffer, layout.nums, rowCapacity),
      times: new U32(buffer, layout.times, 2 * rowCapacity),
      marks: new F64(buffer, layout.marks, markCapacity * markWords),
      lengths: new U32(buffer, layout.lengths, layout.lengthCapacity),
    };
  }
  for (let i = 0; i < layout.columns.length; i++) {
    columns[i] = createColumn(layout.columns[i] as ColumnLayout, setup, buffers);
  }
  return columns;
}

/** Moves to a batch in a slot. */
export function openBatch(
  slotIndex: number,
  startsDictionary: boolean,
  dictionaryCount: number,
  ownCount: number,
  dictionaryText: string,
  ownText: string,
): void {
  const slot = slots[slotIndex] as Slot;
  takeTexts(slot.lengths, startsDictionary, dictionaryCount, ownCount, dictionaryText, ownText);
  for (let i = 0; i < columns.length; i++) (columns[i] as Column).use(slotIndex);
  place.rowNums = slot.nums;
  place.rowTimes = slot.times;
}

/** Shows all rows of the batch, and the marks between them, in their order. */
export function walkBatch(
  slotIndex: number,
  rows: number,
  marks: number,
  handlers: RowHandlers,
): void {
  const slot = slots[slotIndex] as Slot;
  const words = setup.markWords;
  let from = 0;
  for (let i = 0; i < marks; i++) {
    const at = i * words;
    const before = slot.marks[at] as number;
    if (from < before) handlers.onRows?.(slotIndex, from, before);
    if (walkRows(slot.control, from, before, handlers.onRow)) return;
    from = before;
    place.num = slot.marks[at + 1] as number;
    const { [at + 2]: low, [at + 3]: high, [at + 4]: intervalNs } = slot.marks;
    if (handlers.onMark(low as number, high as number, intervalNs as number) === true) return;
  }
  if (from < rows) handlers.onRows?.(slotIndex, from, rows);
  if (walkRows(slot.control, from, rows, handlers.onRow)) return;
  if (rows > 0) place.num = slot.nums[rows - 1] as number;
}

function walkRows(
  control: Int32Array,
  from: number,
  to: number,
  onRow: (() => boolean | void) | undefined,
): boolean {
  place.num = NUM_OF_ROW;
  if (onRow === undefined) {
    place.row = to > 0 ? to - 1 : 0;
    return false;
  }
  for (place.row = from; place.row < to && !isFlooded(); place.row++) {
    control[0] = place.row;
    if (onRow() === true) return true;
  }
  if (place.row > 0 && place.row === to) place.row = to - 1;
  return false;
}
