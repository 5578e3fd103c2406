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
): Crossing {
  const { layout, rows, marks } = batch;
  copy(batch.memory, memory, layout.nums, 8 * rows);
  copy(batch.memory, memory, layout.marks, 8 * MARK_WORDS * marks);
  for (const { kind, values, tags } of layout.columns) {
    copy(batch.memory, memory, values, valueBytes[kind] * rows);
    if (hasTags[kind]) copy(batch.memory, memory, tags, rows);
  }
  const lengths = new Uint32Array(memory.buffer, layout.lengths, layout.lengthCapacity);
  const { dictionaryTexts, ownTexts } = batch;
  const decode = encoding === 'unicode' ? decodeText : (text: string) => text;
  let text = joinTexts(dictionaryTexts, decode, lengths, 0);
  text += joinTexts(ownTexts, decode, lengths, dictionaryTexts.length);
  return {
    slot,
    rows,
    marks,
    startsDictionary: batch.startsDictionary,
    dictionaryTexts: dictionaryTexts.length,
    ownTexts: ownTexts.length,
    text,
  };
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
