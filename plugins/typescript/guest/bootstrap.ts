/**
 * The guest's side of the crossing; runs inside the isolate, before and around the author's code. It takes
 * the place of the SDK's `host.ts`: the SDK imports `host`, the runtime calls the other exports, and
 * the author's code can import neither. Everything of the language that it uses later is taken now:
 * what the author does to prototypes and globals changes only the author's own results.
 */

import { messageOf } from './message-of.ts';
import { readArgs } from './read-args.ts';
import type { ColumnLayout, Setup } from './setup.ts';

type Handler = (...args: unknown[]) => unknown;

const { apply } = Reflect;
const { create, defineProperty, freeze } = Object;
const { parse, stringify } = JSON;
const [F64, U32, I32, U8, U64, I64, Int] = [
  Float64Array,
  Uint32Array,
  Int32Array,
  Uint8Array,
  BigUint64Array,
  BigInt64Array,
  BigInt,
];
const RealError = Error;
const stringSlice = String.prototype.slice;

// ---- output ------------------------------------------------------------------------------------

let outputLimit = 0;
let text = '';
let count = 0;
let nums = new F64(64);
let kinds = new U8(64);
let lengths = new U32(64);
let flooded = false;
let num = 0;
let json = false;
let live = false;
let terminal = false;
let width = 0;

const NUM_OF_ROW = -1;
const PRINT = 0;
const TABLE = 1;
const EMIT = 2;

function write(kind: number, piece: string): void {
  if (flooded) return;
  if (text.length + piece.length > outputLimit) {
    flooded = true;
    throw new RealError('too much output');
  }
  const at = num === NUM_OF_ROW ? (rowNums[row] as number) : num;
  text += piece;
  if (count > 0 && kind === PRINT && kinds[count - 1] === PRINT && nums[count - 1] === at) {
    lengths[count - 1] = (lengths[count - 1] as number) + piece.length;
    return;
  }
  if (count === nums.length) growRecords();
  nums[count] = at;
  kinds[count] = kind;
  lengths[count] = piece.length;
  count++;
}

function growRecords(): void {
  const [oldNums, oldKinds, oldLengths] = [nums, kinds, lengths];
  const size = count * 4;
  nums = new F64(size);
  kinds = new U8(size);
  lengths = new U32(size);
  for (let i = 0; i < count; i++) {
    nums[i] = oldNums[i] as number;
    kinds[i] = oldKinds[i] as number;
    lengths[i] = oldLengths[i] as number;
  }
}

/** What the SDK writes to. */
export const host = freeze({
  print: (piece: string): void => write(PRINT, `${piece}`),
  table: (piece: string): void => write(TABLE, `${piece}`),
  emit: (piece: string): void => write(EMIT, `${piece}`),
  get json() {
    return json;
  },
  get live() {
    return live;
  },
  get terminal() {
    return terminal;
  },
  get width() {
    return width;
  },
});

interface Fault {
  message: string;
  kind: string;
  num: number;
}

function takeReport(fault: Fault | undefined) {
  const report = {
    text,
    nums: new F64(count),
    kinds: new U8(count),
    lengths: new U32(count),
    fault,
  };
  for (let i = 0; i < count; i++) {
    report.nums[i] = nums[i] as number;
    report.kinds[i] = kinds[i] as number;
    report.lengths[i] = lengths[i] as number;
  }
  text = '';
  count = 0;
  return report;
}

/** What was printed since the last report; asked for when a call was cut short. */
export function takeOutput() {
  return takeReport(undefined);
}

// ---- batches -----------------------------------------------------------------------------------

interface Slot {
  readonly control: Int32Array;
  readonly nums: Float64Array;
  readonly marks: Float64Array;
  readonly lengths: Uint32Array;
}

interface Column {
  use(slot: number): void;
  read(): unknown;
}

let row = 0;
let rowNums: Float64Array = new F64(1);
let texts: string[] = [];
let ownTexts: string[] = [];
let setup: Setup;
const slots: Slot[] = [];
const columns: Column[] = [];
let event: unknown;

/** Makes the readers of all columns; called once, before the author's code. */
export function attach(setupText: string, ...buffers: SharedArrayBuffer[]): void {
  setup = parse(setupText) as Setup;
  ({ json, live, terminal, width } = setup.config);
  outputLimit = setup.outputChars;
  const { layout, rowCapacity, markCapacity, markWords } = setup;
  for (let i = 0; i < buffers.length; i++) {
    const buffer = buffers[i] as SharedArrayBuffer;
    slots[i] = {
      control: new I32(buffer, layout.control, 1),
      nums: new F64(buffer, layout.nums, rowCapacity),
      marks: new F64(buffer, layout.marks, markCapacity * markWords),
      lengths: new U32(buffer, layout.lengths, layout.lengthCapacity),
    };
  }
  const shape = create(null) as object;
  for (let i = 0; i < layout.columns.length; i++) {
    const layoutOfColumn = layout.columns[i] as ColumnLayout;
    const column = createColumn(layoutOfColumn, buffers);
    columns[i] = column;
    defineProperty(shape, layoutOfColumn.name, { get: column.read, enumerable: true });
  }
  event = freeze(create(freeze(shape)) as object);
}

function createColumn(layout: ColumnLayout, buffers: readonly SharedArrayBuffer[]): Column {
  if (layout.kind === 'bool') return boolColumn(layout, buffers);
  if (layout.kind === 'text') return textColumn(layout, buffers);
  if (layout.kind === 'list') return listColumn(layout, buffers);
  return layout.kind === 'number' ? numberColumn(layout, buffers) : exactColumn(layout, buffers);
}

function views<View>(
  buffers: readonly SharedArrayBuffer[],
  View: new (buffer: SharedArrayBuffer, at: number, length: number) => View,
  at: number,
): View[] {
  const list: View[] = [];
  for (let i = 0; i < buffers.length; i++) {
    list[i] = new View(buffers[i] as SharedArrayBuffer, at, setup.rowCapacity);
  }
  return list;
}

function numberColumn(layout: ColumnLayout, buffers: readonly SharedArrayBuffer[]): Column {
  const allValues = views(buffers, F64, layout.values);
  const allTags = views(buffers, U8, layout.tags);
  let values = allValues[0] as Float64Array;
  let tags = allTags[0] as Uint8Array;
  return {
    use(slot) {
      values = allValues[slot] as Float64Array;
      tags = allTags[slot] as Uint8Array;
    },
    read: () => (tags[row] === 0 ? undefined : values[row]),
  };
}

function exactColumn(layout: ColumnLayout, buffers: readonly SharedArrayBuffer[]): Column {
  const { tags: tag } = setup;
  const allValues = views(buffers, F64, layout.values);
  const allSigned = views(buffers, I64, layout.values);
  const allUnsigned = views(buffers, U64, layout.values);
  const allTags = views(buffers, U8, layout.tags);
  const { NUMBER, MISSING, TEXT, SIGNED, UNSIGNED, TRUE } = tag;
  const asBigInt = layout.kind === 'bigint';
  let values = allValues[0] as Float64Array;
  let signed = allSigned[0] as BigInt64Array;
  let unsigned = allUnsigned[0] as BigUint64Array;
  let tags = allTags[0] as Uint8Array;
  function rare(kind: number): unknown {
    if (kind === MISSING) return undefined;
    if (kind === TEXT) return textAt(values[row] as number);
    if (kind === SIGNED) return signed[row];
    return kind === UNSIGNED ? unsigned[row] : kind === TRUE;
  }
  return {
    use(slot) {
      values = allValues[slot] as Float64Array;
      signed = allSigned[slot] as BigInt64Array;
      unsigned = allUnsigned[slot] as BigUint64Array;
      tags = allTags[slot] as Uint8Array;
    },
    read() {
      const kind = tags[row] as number;
      if (kind !== NUMBER) return rare(kind);
      return asBigInt ? Int(values[row] as number) : values[row];
    },
  };
}

function boolColumn(layout: ColumnLayout, buffers: readonly SharedArrayBuffer[]): Column {
  const { MISSING, TRUE } = setup.tags;
  const allTags = views(buffers, U8, layout.tags);
  let tags = allTags[0] as Uint8Array;
  return {
    use(slot) {
      tags = allTags[slot] as Uint8Array;
    },
    read: () => (tags[row] === MISSING ? undefined : tags[row] === TRUE),
  };
}

function textColumn(layout: ColumnLayout, buffers: readonly SharedArrayBuffer[]): Column {
  const allReferences = views(buffers, U32, layout.values);
  let references = allReferences[0] as Uint32Array;
  return {
    use(slot) {
      references = allReferences[slot] as Uint32Array;
    },
    read: () => textAt(references[row] as number),
  };
}

function listColumn(layout: ColumnLayout, buffers: readonly SharedArrayBuffer[]): Column {
  const { use, read } = textColumn(layout, buffers);
  return {
    use,
    read() {
      const list = read() as string | undefined;
      return list === undefined ? undefined : parse(list);
    },
  };
}

function textAt(reference: number): string | undefined {
  if (reference === 0) return undefined;
  if (reference < setup.firstLocal) return texts[reference - 1];
  return ownTexts[reference - setup.firstLocal];
}

/** Runs the handlers over a batch. */
export function feed(
  slotIndex: number,
  rows: number,
  marks: number,
  startsDictionary: boolean,
  dictionaryCount: number,
  ownCount: number,
  newText: string,
) {
  const slot = slots[slotIndex] as Slot;
  if (startsDictionary) texts = [];
  takeTexts(slot.lengths, newText, dictionaryCount, ownCount);
  for (let i = 0; i < columns.length; i++) (columns[i] as Column).use(slotIndex);
  rowNums = slot.nums;
  try {
    if (marks === 0) runRows(slot.control, 0, rows);
    else runRowsAndMarks(slot, rows, marks);
  } catch (error) {
    return takeReport(describe(error));
  }
  num = rows > 0 ? (slot.nums[rows - 1] as number) : num;
  return takeReport(floodFault());
}

function takeTexts(
  textLengths: Uint32Array,
  newText: string,
  dictionaryCount: number,
  ownCount: number,
): void {
  let at = 0;
  for (let i = 0, to = texts.length; i < dictionaryCount; i++, to++) {
    const from = at;
    at += textLengths[i] as number;
    texts[to] = apply(stringSlice, newText, [from, at]);
  }
  ownTexts = [];
  for (let i = 0; i < ownCount; i++) {
    const from = at;
    at += textLengths[dictionaryCount + i] as number;
    ownTexts[i] = apply(stringSlice, newText, [from, at]);
  }
}

function runRows(control: Int32Array, from: number, to: number): void {
  num = NUM_OF_ROW;
  if (onEvent === undefined) return;
  for (row = from; row < to && !flooded; row++) {
    control[0] = row;
    const result = onEvent(event, run);
    if (result !== undefined) refuse(result);
  }
  if (row > 0 && row === to) row = to - 1;
}

function runRowsAndMarks(slot: Slot, rows: number, marks: number): void {
  const words = setup.markWords;
  let from = 0;
  for (let i = 0; i < marks; i++) {
    const before = slot.marks[i * words] as number;
    runRows(slot.control, from, before);
    from = before;
    num = slot.marks[i * words + 1] as number;
    fireInterval(slot.marks[i * words + 2] as number, slot.marks[i * words + 3] as number);
  }
  runRows(slot.control, from, rows);
}

function fireInterval(tsLow: number, tsHigh: number): void {
  if (onInterval === undefined) return;
  const timeNs = Int(tsHigh) * 4294967296n + Int(tsLow);
  const result = onInterval(freeze({ timeNs }), run);
  if (result !== undefined) refuse(result);
}

/** Handlers can't wait: the next event would overtake them. */
function refuse(result: unknown): void {
  if (typeof result === 'object' && result !== null && 'then' in result) {
    throw new RealError('handlers can not be async');
  }
}

// ---- the chisel --------------------------------------------------------------------------------

let definition: Record<string, unknown> | undefined;
let onStart: Handler | undefined;
let onEvent: Handler | undefined;
let onInterval: Handler | undefined;
let onEnd: Handler | undefined;
let run: unknown;

/** Takes the author's definition; called by the main module. */
export function adopt(value: unknown): void {
  if (typeof value !== 'object' || value === null) {
    throw new RealError(
      'its default export is not a chisel: write export default defineChisel({…})',
    );
  }
  definition = value as Record<string, unknown>;
  onStart = handler('onStart');
  onEvent = handler('onEvent');
  onInterval = handler('onInterval');
  onEnd = handler('onEnd');
}

function handler(name: string): Handler | undefined {
  const value = (definition as Record<string, unknown>)[name];
  if (value === undefined || typeof value === 'function') return value as Handler | undefined;
  throw new RealError(`${name} is not a function`);
}

/** What the chisel declares, as JSON; undefined when its module has not come to its end. */
export function declared(): string | undefined {
  if (definition === undefined) return undefined;
  const { filter, fields, args, intervalSeconds, refreshSeconds } = definition;
  return stringify({ filter, fields, args, intervalSeconds, refreshSeconds });
}

/** Gives the chisel its arguments and calls `onStart`. */
export function start() {
  num = 0;
  try {
    run = freeze({ args: readArgs(definition?.['args'], setup.config.args), json, live });
    const result = onStart?.(run);
    if (result !== undefined) refuse(result);
  } catch (error) {
    return takeReport(describe(error));
  }
  return takeReport(floodFault());
}

/** Tells the chisel that the capture ended with event `lastNum`. */
export function end(afterLast: number) {
  num = afterLast;
  try {
    const result = onEnd?.(run);
    if (result !== undefined) refuse(result);
  } catch (error) {
    return takeReport(describe(error));
  }
  return takeReport(floodFault());
}

// ---- faults ------------------------------------------------------------------------------------

function floodFault(): Fault | undefined {
  return flooded ? { kind: 'output', message: '', num: currentNum() } : undefined;
}

function currentNum(): number {
  return num === NUM_OF_ROW ? (rowNums[row] as number) : num;
}

/** A thrown value in words; the author may have made it to deceive, so nothing it says is trusted. */
function describe(error: unknown): Fault {
  const fault = { kind: flooded ? 'output' : 'threw', message: 'unknown error', num: currentNum() };
  try {
    fault.message = messageOf(error);
  } catch {
    fault.message = 'it threw something that can not be shown';
  }
  return fault;
}
