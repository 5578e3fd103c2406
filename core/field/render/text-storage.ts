import type { FieldContext } from '../field.ts';

const START_SIZE = 1024;

/**
 * The reference builds the text of a param in a buffer that starts with 1024 bytes, grows when some
 * kinds of values need it and stays grown; other kinds of values are cut to what it has by then.
 */
export class TextStorage {
  size = START_SIZE;

  /** Makes room for a text of exactly this size. */
  fit(sizeBytes: number): void {
    if (sizeBytes > this.size) this.size = sizeBytes;
  }

  /** Doubles until a text of this length, its end and one more byte fit. */
  double(length: number): void {
    while (length >= this.size - 1) this.size *= 2;
  }
}

const storages = new WeakMap<FieldContext, TextStorage>();

/** The one storage of a run. */
export function textStorageOf(context: FieldContext): TextStorage {
  let storage = storages.get(context);
  if (!storage) storages.set(context, (storage = new TextStorage()));
  return storage;
}
