import { MARK_WORDS } from '../batch/batch-layout.ts';
import type { Batch } from '../batch/batch.ts';
import { hasTags, valueBytes } from '../batch/column-kind.ts';
import type { Crossing } from './runtime.ts';
import { decodeText } from './decode-text.ts';

/** Copies the used part of a batch into a guest's memory and says what else must cross. */
export function copyBatch(
  batch: Batch,
  slot: number,
  memory: Uint8Array,
  encoding: 'unicode' | 'bytes',
  intervalNs: number | undefined,
): Crossing {
  const { layout, rows } = batch;
  copy(batch.memory, memory, layout.nums, 8 * rows);
  copy(batch.memory, memory, layout.times, 8 * rows);
  const marks = copyMarks(batch, memory, intervalNs);
  for (const { kind, values, tags } of layout.columns) {
    copy(batch.memory, memory, values, valueBytes[kind] * rows);
    if (hasTags[kind]) copy(batch.memory, memory, tags, rows);
  }
  const lengths = new Uint32Array(memory.buffer, layout.lengths, layout.lengthCapacity);
  const { dictionaryTexts, ownTexts } = batch;
  const decode = encoding === 'unicode' ? decodeText : (text: string) => text;
  return {
    slot,
    rows,
    marks,
    startsDictionary: batch.startsDictionary,
    dictionaryTexts: dictionaryTexts.length,
    ownTexts: ownTexts.length,
    dictionaryText: joinTexts(dictionaryTexts, decode, lengths, 0),
    ownText: joinTexts(ownTexts, decode, lengths, dictionaryTexts.length),
  };
}

/** Copies the marks of the guest's own interval and returns how many there are. */
function copyMarks(batch: Batch, memory: Uint8Array, intervalNs: number | undefined): number {
  const count = batch.marks * MARK_WORDS;
  if (count === 0 || intervalNs === undefined) return 0;
  const from = new Float64Array(batch.memory.buffer, batch.layout.marks, count);
  const to = new Float64Array(memory.buffer, batch.layout.marks, count);
  let kept = 0;
  for (let at = 0; at < count; at += MARK_WORDS) {
    if (from[at + MARK_WORDS - 1] !== intervalNs) continue;
    to.set(from.subarray(at, at + MARK_WORDS), kept++ * MARK_WORDS);
  }
  return kept;
}

function copy(from: Uint8Array, to: Uint8Array, at: number, bytes: number): void {
  if (bytes > 0) to.set(from.subarray(at, at + bytes), at);
}

function joinTexts(
  texts: readonly string[],
  decode: (text: string) => string,
  lengths: Uint32Array,
  from: number,
): string {
  let joined = '';
  for (let i = 0; i < texts.length; i++) {
    const text = decode(texts[i] as string);
    lengths[from + i] = text.length;
    joined += text;
  }
  return joined;
}
