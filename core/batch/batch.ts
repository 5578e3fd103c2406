import type { BatchLayout } from './batch-layout.ts';

/**
 * Rows of events on their way to the sandboxes. The memory is the host's own; each guest gets a copy,
 * so none can change what another sees.
 */
export interface Batch {
  readonly layout: BatchLayout;
  readonly memory: Uint8Array<ArrayBuffer>;
  rows: number;
  marks: number;
  /** The dictionary begins anew with this batch. */
  startsDictionary: boolean;
  /** Byte strings new to the dictionary, in the order of their numbers. */
  dictionaryTexts: string[];
  /** Byte strings of this batch alone. */
  ownTexts: string[];
  /** Everything up to this event has been seen, by this batch or before it. */
  lastNum: number;
}
