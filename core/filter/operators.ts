import type { FieldType } from '../field/field.ts';

/** What decides which operators there are: text compares like text, whatever it stands for. */
export type Kind = 'text' | 'bytes' | 'number' | 'bool' | 'address' | 'network' | 'list';

export const kindOf: Readonly<Record<FieldType, Kind>> = {
  int8: 'number',
  int16: 'number',
  int32: 'number',
  int64: 'number',
  uint8: 'number',
  uint16: 'number',
  uint32: 'number',
  uint64: 'number',
  double: 'number',
  reltime: 'number',
  abstime: 'number',
  port: 'number',
  text: 'text',
  path: 'text',
  dynamic: 'text',
  bytes: 'bytes',
  bool: 'bool',
  ip: 'address',
  net: 'network',
  list: 'list',
};

/** How kinds are called in messages. */
export const kindNames: Readonly<Record<Kind, string>> = {
  text: 'texts',
  bytes: 'buffers',
  number: 'numbers',
  bool: 'true and false',
  address: 'addresses',
  network: 'networks',
  list: 'lists',
};

export interface Operator {
  readonly name: string;
  /** What stands on its right: nothing, one value, or a list in brackets. */
  readonly right: 'none' | 'value' | 'list';
  readonly kinds: readonly Kind[];
  /** Whether `oneof`, `anyof` and `allof` may follow it. */
  readonly modifiers?: boolean;
}

const everything: readonly Kind[] = [
  'text',
  'bytes',
  'number',
  'bool',
  'address',
  'network',
  'list',
];
const scalars: readonly Kind[] = ['text', 'bytes', 'number', 'bool', 'address', 'network'];
const ordered: readonly Kind[] = ['text', 'number'];

const rows: readonly Operator[] = [
  { name: '=', right: 'value', kinds: scalars, modifiers: true },
  { name: '!=', right: 'value', kinds: scalars, modifiers: true },
  { name: '<', right: 'value', kinds: ordered },
  { name: '<=', right: 'value', kinds: ordered },
  { name: '>', right: 'value', kinds: ordered },
  { name: '>=', right: 'value', kinds: ordered },
  { name: 'contains', right: 'value', kinds: ['text', 'bytes'], modifiers: true },
  { name: 'icontains', right: 'value', kinds: ['text'], modifiers: true },
  { name: 'bcontains', right: 'value', kinds: ['bytes'], modifiers: true },
  { name: 'startswith', right: 'value', kinds: ['text', 'bytes'], modifiers: true },
  { name: 'bstartswith', right: 'value', kinds: ['bytes'], modifiers: true },
  { name: 'endswith', right: 'value', kinds: ['text', 'bytes'], modifiers: true },
  { name: 'glob', right: 'value', kinds: ['text'], modifiers: true },
  { name: 'iglob', right: 'value', kinds: ['text'], modifiers: true },
  { name: 'regex', right: 'value', kinds: ['text'], modifiers: true },
  { name: 'in', right: 'list', kinds: everything },
  { name: 'intersects', right: 'list', kinds: everything },
  { name: 'pmatch', right: 'list', kinds: ['text'] },
  { name: 'exists', right: 'none', kinds: everything },
];

/** All operators by name, in the order in which messages list them. */
export const operators: ReadonlyMap<string, Operator> = new Map(
  rows.map((operator) => [operator.name, operator]),
);

/** The operators that can compare values of a kind. */
export function operatorsFor(kind: Kind): string[] {
  return rows.filter((operator) => operator.kinds.includes(kind)).map(({ name }) => name);
}

/** Operators that are not words, longest first; `==` is another spelling of `=`. */
export const symbols: readonly (readonly [symbol: string, name: string])[] = [
  ['==', '='],
  ['!=', '!='],
  ['<=', '<='],
  ['>=', '>='],
  ['=', '='],
  ['<', '<'],
  ['>', '>'],
];

export const modifiers: readonly string[] = ['oneof', 'anyof', 'allof'];

/** The transformers, and `val`, which is one only by its looks. */
export const transformerNames: readonly string[] = [
  'tolower',
  'toupper',
  'b64',
  'basename',
  'len',
  'join',
  'concat',
  'getopt',
];
