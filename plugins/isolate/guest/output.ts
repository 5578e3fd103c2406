import { currentNum } from './place.ts';

/**
 * What a guest prints, in records of one event and one kind. Runs inside the isolate before the author's
 * code: everything of the language that it uses later is taken now.
 */

const [F64, U32, U8] = [Float64Array, Uint32Array, Uint8Array];
const RealError = Error;

/** Kinds of records; the numbers cross the border. */
export const Kind = { PRINT: 0, TABLE: 1, EMIT: 2, ERROR: 3 } as const;

export interface Fault {
  message: string;
  kind: string;
  num: number;
}

const FIRST_CAPACITY = 64;

let outputLimit = 0;
let text = '';
let count = 0;
let nums = new F64(FIRST_CAPACITY);
let kinds = new U8(FIRST_CAPACITY);
let lengths = new U32(FIRST_CAPACITY);
/** Whether more was printed than may be: the guest is about to be ended. */
const state = { flooded: false };

export function limitOutput(chars: number): void {
  outputLimit = chars;
}

export function isFlooded(): boolean {
  return state.flooded;
}

/** Prints; throws when it is too much, and does nothing from then on. */
export function write(kind: number, piece: string): void {
  if (state.flooded) return;
  if (text.length + piece.length > outputLimit) {
    state.flooded = true;
    throw new RealError('too much output');
  }
  const at = currentNum();
  text += piece;
  const joins = kind === Kind.PRINT || kind === Kind.ERROR;
  if (joins && count > 0 && kinds[count - 1] === kind && nums[count - 1] === at) {
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

/** What was printed since the last report. */
export function takeReport(fault: Fault | undefined) {
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

/** The fault of a guest that printed too much. */
export function floodFault(): Fault | undefined {
  return state.flooded ? { kind: 'output', message: '', num: currentNum() } : undefined;
}
