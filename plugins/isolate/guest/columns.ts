import { place } from './place.ts';
import type { BatchSetup, ColumnLayout } from './setup.ts';
import { plainTextAt, textAt } from './texts.ts';

/** The value of one field at the row at hand; moved from slot to slot. */
export interface Column {
  use(slot: number): void;
  read(): unknown;
}

const { parse } = JSON;
const [F64, U32, U8, U64, I64, Int] = [
  Float64Array,
  Uint32Array,
  Uint8Array,
  BigUint64Array,
  BigInt64Array,
  BigInt,
];

type Buffers = readonly SharedArrayBuffer[];
type View<T> = new (buffer: SharedArrayBuffer, at: number, length: number) => T;

/** The reader of a column. What it reads is undefined where the event has no value. */
export function createColumn(layout: ColumnLayout, setup: BatchSetup, buffers: Buffers): Column {
  if (layout.kind === 'bool') return boolColumn(layout, setup, buffers);
  if (layout.kind === 'text') return textColumn(layout, setup, buffers);
  if (layout.kind === 'plain') return textColumn(layout, setup, buffers, plainTextAt);
  if (layout.kind === 'list') return listColumn(layout, setup, buffers);
  if (layout.kind === 'number') return numberColumn(layout, setup, buffers);
  return exactColumn(layout, setup, buffers);
}

function views<T>(buffers: Buffers, Wanted: View<T>, at: number, length: number): T[] {
  const list: T[] = [];
  for (let i = 0; i < buffers.length; i++) {
    list[i] = new Wanted(buffers[i] as SharedArrayBuffer, at, length);
  }
  return list;
}

function numberColumn(layout: ColumnLayout, setup: BatchSetup, buffers: Buffers): Column {
  const allValues = views(buffers, F64, layout.values, setup.rowCapacity);
  const allTags = views(buffers, U8, layout.tags, setup.rowCapacity);
  let values = allValues[0] as Float64Array;
  let tags = allTags[0] as Uint8Array;
  return {
    use(slot) {
      values = allValues[slot] as Float64Array;
      tags = allTags[slot] as Uint8Array;
    },
    read: () => (tags[place.row] === 0 ? undefined : values[place.row]),
  };
}

function exactColumn(layout: ColumnLayout, setup: BatchSetup, buffers: Buffers): Column {
  const { rowCapacity } = setup;
  const allValues = views(buffers, F64, layout.values, rowCapacity);
  const allSigned = views(buffers, I64, layout.values, rowCapacity);
  const allUnsigned = views(buffers, U64, layout.values, rowCapacity);
  const allTags = views(buffers, U8, layout.tags, rowCapacity);
  const { NUMBER, MISSING, TEXT, SIGNED, UNSIGNED, TRUE } = setup.tags;
  const asBigInt = layout.kind === 'bigint';
  let values = allValues[0] as Float64Array;
  let signed = allSigned[0] as BigInt64Array;
  let unsigned = allUnsigned[0] as BigUint64Array;
  let tags = allTags[0] as Uint8Array;
  function rare(kind: number): unknown {
    if (kind === MISSING) return undefined;
    if (kind === TEXT) return textAt(values[place.row] as number);
    if (kind === SIGNED) return signed[place.row];
    return kind === UNSIGNED ? unsigned[place.row] : kind === TRUE;
  }
  return {
    use(slot) {
      values = allValues[slot] as Float64Array;
      signed = allSigned[slot] as BigInt64Array;
      unsigned = allUnsigned[slot] as BigUint64Array;
      tags = allTags[slot] as Uint8Array;
    },
    read() {
      const kind = tags[place.row] as number;
      if (kind !== NUMBER) return rare(kind);
      return asBigInt ? Int(values[place.row] as number) : values[place.row];
    },
  };
}

function boolColumn(layout: ColumnLayout, setup: BatchSetup, buffers: Buffers): Column {
  const { MISSING, TRUE } = setup.tags;
  const allTags = views(buffers, U8, layout.tags, setup.rowCapacity);
  let tags = allTags[0] as Uint8Array;
  return {
    use(slot) {
      tags = allTags[slot] as Uint8Array;
    },
    read: () => (tags[place.row] === MISSING ? undefined : tags[place.row] === TRUE),
  };
}

function textColumn(
  layout: ColumnLayout,
  setup: BatchSetup,
  buffers: Buffers,
  at: (reference: number) => unknown = textAt,
): Column {
  const allReferences = views(buffers, U32, layout.values, setup.rowCapacity);
  let references = allReferences[0] as Uint32Array;
  return {
    use(slot) {
      references = allReferences[slot] as Uint32Array;
    },
    read: () => at(references[place.row] as number),
  };
}

function listColumn(layout: ColumnLayout, setup: BatchSetup, buffers: Buffers): Column {
  const { use, read } = textColumn(layout, setup, buffers);
  return {
    use,
    read() {
      const list = read() as string | undefined;
      return list === undefined ? undefined : parse(list);
    },
  };
}
