import type { ColumnKind } from '@chisel/core/batch/column-kind.ts';
import { formatAddress } from '@chisel/core/batch/format-address.ts';
import type { NamedField } from '@chisel/core/batch/batch-layout.ts';
import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import type { BoundField, FieldType, FieldValue } from '@chisel/core/field/field.ts';
import type { Event } from '@chisel/core/state/event.ts';

/** As much of a buffer as scripts have always seen. */
const BUFFER_BYTES = 64_999;

/** A field as scripts see it: every number is a double, an address a text, of a list the first. */
export function luaColumn(name: string, bound: BoundField): NamedField {
  const extract = luaReader(bound);
  const kind = kinds[bound.type];
  // What gives numbers of any size or texts, as its argument has it, is read value by value.
  const plain: BoundField = {
    field: bound.field,
    type: kind === 'text' && bound.type !== 'bytes' ? 'text' : bound.type,
    format: bound.format,
    needs: bound.needs,
    extract,
  };
  const isAsIs = isSmall[bound.type] === true || readers[bound.type] === asIs;
  return { name, bound: isAsIs ? bound : plain, kind };
}

type ReadEvent = (event: Event) => FieldValue | undefined;

/** Reads its values as scripts see them; buffers are shown as the command line has it. */
export function luaReader(bound: BoundField): ReadEvent {
  if (bound.type === 'bytes' && bound.write) return shownBuffer(bound.write.bind(bound));
  const read = readers[bound.type];
  return (event) => {
    const value = bound.extract(event);
    return value === undefined ? undefined : read(value);
  };
}

function shownBuffer(write: (event: Event, out: ByteWriter) => boolean): ReadEvent {
  const out = new ByteWriter();
  return (event) => {
    out.length = 0;
    return write(event, out) ? out.text() : undefined;
  };
}

type Read = (value: FieldValue) => FieldValue | undefined;

const asNumber: Read = (value) => (typeof value === 'bigint' ? Number(value) : value);
const asIs: Read = (value) => value;
const asFirst: Read = (value) => (Array.isArray(value) ? (value as string[])[0] : value);
const asAny: Read = (value) => asFirst(asNumber(value) as FieldValue);

const readers: Record<FieldType, Read> = {
  int8: asNumber,
  int16: asNumber,
  int32: asNumber,
  int64: asNumber,
  uint8: asNumber,
  uint16: asNumber,
  uint32: asNumber,
  uint64: asNumber,
  double: asNumber,
  port: asNumber,
  reltime: asNumber,
  abstime: asNumber,
  bool: asIs,
  text: asIs,
  path: asIs,
  bytes: (value) => (value as string).slice(0, BUFFER_BYTES),
  ip: (value) => formatAddress(value as string),
  net: () => undefined,
  list: asFirst,
  dynamic: asAny,
};

const kinds: Record<FieldType, ColumnKind> = {
  int8: 'number',
  int16: 'number',
  int32: 'number',
  int64: 'number',
  uint8: 'number',
  uint16: 'number',
  uint32: 'number',
  uint64: 'number',
  double: 'number',
  port: 'number',
  reltime: 'number',
  abstime: 'number',
  bool: 'bool',
  text: 'text',
  path: 'text',
  bytes: 'text',
  ip: 'text',
  net: 'text',
  list: 'text',
  dynamic: 'exact',
};

/** Types whose values are never past 2^53. */
const isSmall: Partial<Record<FieldType, boolean>> = {
  int8: true,
  int16: true,
  int32: true,
  uint8: true,
  uint16: true,
  uint32: true,
  double: true,
  port: true,
};
