import type { ColumnKind } from '@chisel/core/batch/column-kind.ts';
import { nearest } from '@chisel/core/errors/nearest.ts';
import type { FieldValue } from '@chisel/core/field/field.ts';

/**
 * The values of one line of JSON, by field. Throws an Error that ends a sentence which begins with the
 * line. The time of the event may be given whether or not the chisel sees it.
 */
export function parseRow(
  line: string,
  kinds: ReadonlyMap<string, ColumnKind>,
): Map<string, FieldValue> {
  const object = parseObject(line);
  const values = new Map<string, FieldValue>();
  for (const [name, value] of Object.entries(object)) {
    const kind = kinds.get(name) ?? (name === TIME_FIELD ? 'bigint' : undefined);
    if (kind === undefined) throw new Error(strange(name, kinds));
    if (value === null) continue;
    const read = readers[kind](value);
    if (read === undefined) throw new Error(`needs ${words[kind]} for ${name}`);
    values.set(name, read);
  }
  return values;
}

export const TIME_FIELD = 'evt.rawtime';

function parseObject(line: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new Error(`is not JSON: ${(error as Error).message}`, { cause: error });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new Error('is not an object');
}

function strange(name: string, kinds: ReadonlyMap<string, ColumnKind>): string {
  const suggestion = nearest(name, [...kinds.keys()]);
  const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  return `has ${JSON.stringify(name)}, which no chisel of the run declares${hint}`;
}

type Reader = (value: unknown) => FieldValue | undefined;

const readNumber: Reader = (value) => (typeof value === 'number' ? value : undefined);
const readText: Reader = (value) => (typeof value === 'string' ? toByteString(value) : undefined);
const readWide: Reader = (value) => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined;
};

const readers: Record<ColumnKind, Reader> = {
  number: readNumber,
  exact: (value) => readWide(value) ?? readText(value) ?? readFlag(value),
  bigint: readWide,
  bool: readFlag,
  text: readText,
  list: (value) =>
    Array.isArray(value) && value.every((item) => typeof item === 'string')
      ? value.map(toByteString)
      : undefined,
  plain: readText,
};

const words: Record<ColumnKind, string> = {
  number: 'a number',
  exact: 'a number, or its digits as a string',
  bigint: 'a number, or its digits as a string',
  bool: 'true or false',
  text: 'a string',
  list: 'a list of strings',
  plain: 'a string',
};

function readFlag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** Texts of events are strings with one character a byte. */
function toByteString(text: string): string {
  return Buffer.from(text).toString('latin1');
}
