import type { Column } from '@chisel/isolate/guest/columns.ts';
import { place } from '@chisel/isolate/guest/place.ts';
import type { ColumnLayout } from '@chisel/isolate/guest/setup.ts';
import { textAt } from '@chisel/isolate/guest/texts.ts';
import type { Setup } from './setup.ts';

const { create, defineProperty, freeze, getPrototypeOf } = Object;
const { apply } = Reflect;
const [F64, U32, U8] = [Float64Array, Uint32Array, Uint8Array];
const copyInto = (getPrototypeOf(U8.prototype) as Uint8Array).set;

/** What an author's `onBatch` gets, and how the runtime moves it along. */
export interface BatchFace {
  readonly batch: object;
  /** Shows the rows from `from` up to, but without, `to` of a slot. */
  show(slot: number, from: number, to: number, dictionary: number): void;
}

/**
 * A batch as columns. The author gets copies, made when a column is asked for: the shared memory
 * itself would be a way to memory that no limit counts.
 */
export function createBatchFace(
  setup: Setup,
  buffers: readonly SharedArrayBuffer[],
  readers: readonly Column[],
): BatchFace {
  const shown = { slot: 0, from: 0, rows: 0, dictionary: 0, stamp: 0 };
  const columns = create(null) as object;
  const layouts = setup.layout.columns;
  for (let i = 0; i < layouts.length; i++) {
    const layout = layouts[i] as ColumnLayout;
    const { read } = readers[i] as Column;
    const at = (row: number): unknown => {
      if (!(row >= 0 && row < shown.rows)) return undefined;
      place.row = shown.from + row;
      return read();
    };
    const parts = arraysOf(layout, setup.rowCapacity);
    const column = freeze({ at, text: textAt, ...parts.views });
    let stamp = 0;
    const get = (): object => {
      if (stamp !== shown.stamp) parts.fill(buffers[shown.slot] as SharedArrayBuffer, shown);
      stamp = shown.stamp;
      return column;
    };
    defineProperty(columns, layout.name, { get, enumerable: true });
  }
  const batch = freeze({
    columns: freeze(columns),
    get rows() {
      return shown.rows;
    },
    get dictionary() {
      return shown.dictionary;
    },
  });
  return {
    batch,
    show(slot, from, to, dictionary) {
      shown.slot = slot;
      shown.from = from;
      shown.rows = to - from;
      shown.dictionary = dictionary;
      shown.stamp++;
    },
  };
}

interface Arrays {
  readonly views: Readonly<Record<string, ArrayLike<number>>>;
  fill(buffer: SharedArrayBuffer, shown: { from: number; rows: number }): void;
}

function arraysOf({ kind, values: at, tags: tagsAt }: ColumnLayout, capacity: number): Arrays {
  if (kind === 'number') {
    const values = new F64(capacity);
    const present = new U8(capacity);
    return {
      views: { values, present },
      fill(buffer, { from, rows }) {
        apply(copyInto, values, [new F64(buffer, at + 8 * from, rows)]);
        apply(copyInto, present, [new U8(buffer, tagsAt + from, rows)]);
      },
    };
  }
  if (kind === 'text') {
    const references = new U32(capacity);
    return {
      views: { references },
      fill: (buffer, { from, rows }) =>
        apply(copyInto, references, [new U32(buffer, at + 4 * from, rows)]),
    };
  }
  if (kind !== 'bool') return { views: {}, fill: () => undefined };
  const states = new U8(capacity);
  return {
    views: { states },
    fill: (buffer, { from, rows }) =>
      apply(copyInto, states, [new U8(buffer, tagsAt + from, rows)]),
  };
}
