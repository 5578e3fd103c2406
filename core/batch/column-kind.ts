import type { Field, FieldType } from '../field/field.ts';

/**
 * How a column holds its values, 8, 4 or 0 bytes a row, plus one tag byte a row where needed:
 *  - number: doubles; tag 0 when the event has no value
 *  - exact: doubles, or 64-bit integers past 2^53, or texts; the tag says which
 *  - bigint: the same, always read as a bigint: nanoseconds since 1970 don't fit a double
 *  - bool: in the tag alone
 *  - text: u32 references into the texts, 0 when the event has no value
 *  - list: the same, each text a JSON array
 *  - plain: the same, for texts that only the runtime itself reads
 */
export type ColumnKind = 'number' | 'exact' | 'bigint' | 'bool' | 'text' | 'list' | 'plain';

/** Values of the tag byte. */
export const Tag = {
  MISSING: 0,
  NUMBER: 1,
  SIGNED: 2,
  UNSIGNED: 3,
  TEXT: 4,
  FALSE: 5,
  TRUE: 6,
} as const;

/** References to texts at or above this one are into the batch's own texts, not the dictionary. */
export const FIRST_LOCAL = 0x80000000;

/**
 * Which kind of column holds a field. Most 64-bit fields are sizes, durations and ids, which fit a
 * double: theirs are number columns, where a value past 2^53 counts as missing rather than rounded.
 */
export function columnKindOf({ name, type }: Pick<Field, 'name' | 'type'>): ColumnKind {
  if (sinceEpoch.has(name)) return 'bigint';
  return wideIntegers.has(name) ? 'exact' : kinds[type];
}

const sinceEpoch: ReadonlySet<string> = new Set([
  'evt.rawtime',
  'proc.pid.ts',
  'proc.ppid.ts',
  'proc.exe_ino.ctime',
  'proc.exe_ino.mtime',
  'proc.pidns_init_start_ts',
  'container.start_ts',
]);

/** Numbers that the system chooses from all 64 bits. */
const wideIntegers: ReadonlySet<string> = new Set([
  'fd.ino',
  'proc.exe_ino',
  'span.id',
  'evtin.span.id',
  'evtin.span.p.id',
  'evtin.span.s.id',
  'evtin.span.m.id',
]);

/** Bytes a row of values takes, without its tag. */
export const valueBytes: Record<ColumnKind, number> = {
  number: 8,
  exact: 8,
  bigint: 8,
  bool: 0,
  text: 4,
  list: 4,
  plain: 4,
};

export const hasTags: Record<ColumnKind, boolean> = {
  number: true,
  exact: true,
  bigint: true,
  bool: true,
  text: false,
  list: false,
  plain: false,
};

const kinds: Record<FieldType, ColumnKind> = {
  int8: 'number',
  int16: 'number',
  int32: 'number',
  uint8: 'number',
  uint16: 'number',
  uint32: 'number',
  double: 'number',
  port: 'number',
  int64: 'number',
  uint64: 'number',
  reltime: 'number',
  abstime: 'number',
  dynamic: 'exact',
  bool: 'bool',
  text: 'text',
  path: 'text',
  bytes: 'text',
  ip: 'text',
  net: 'text',
  list: 'list',
};
