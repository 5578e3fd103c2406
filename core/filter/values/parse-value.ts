import type { Integer } from '../../bytes/words.ts';
import type { FieldType } from '../../field/field.ts';
import { parseAddress, parseNetwork, type Network } from './parse-address.ts';
import { durationUnits, parseDuration, parseMoment } from './parse-time.ts';
import { servicePort } from './service-ports.ts';

/** A value of a filter in the form in which it is compared. */
export type Constant = string | Integer | boolean | Network;

/** Why a text is no value of a type. */
export interface Unfit {
  /** What it should be, to follow "is not". */
  readonly expected: string;
  readonly hint?: string;
}

export type ParsedValue = { readonly value: Constant } | { readonly unfit: Unfit };

/** Parses the text of a value for a field of a type. */
export function parseValue(text: string, type: FieldType): ParsedValue {
  return parsers[type](text);
}

type Parser = (text: string) => ParsedValue;

const parsers: Readonly<Record<FieldType, Parser>> = {
  int8: integer('an', 8, true),
  int16: integer('a', 16, true),
  int32: integer('a', 32, true),
  int64: integer('a', 64, true),
  uint8: integer('an', 8, false),
  uint16: integer('a', 16, false),
  uint32: integer('a', 32, false),
  uint64: integer('a', 64, false),
  double: parseDouble,
  reltime: parseReltime,
  abstime: parseAbstime,
  port: parsePort,
  bool: parseBool,
  text: parseText,
  path: parseText,
  list: parseText,
  dynamic: parseText,
  bytes: (value) => ({ value }),
  ip: parseIp,
  net: parseNet,
};

const wholeNumber = /^[ \t\r\n]*([+-]?)(?:0[xX]([0-9a-fA-F]+)|([0-9]+))$/;

/** The whole number that a text is, undefined when it is none. */
function parseInteger(text: string): bigint | undefined {
  if (text.length > MAX_DIGITS) return undefined;
  const [match, sign, hex, decimal] = wholeNumber.exec(text) ?? [];
  if (match === undefined) return undefined;
  const size = hex === undefined ? BigInt(decimal as string) : BigInt(`0x${hex}`);
  return sign === '-' ? -size : size;
}

/** Longer numbers fit no type, and reading them takes time. */
const MAX_DIGITS = 100;

/** A double while it is exact, as everywhere. */
function shrink(value: bigint): Integer {
  return value >= -MAX_EXACT && value <= MAX_EXACT ? Number(value) : value;
}

const MAX_EXACT = 2n ** 53n;

function integer(article: string, bits: number, isSigned: boolean): Parser {
  const low = isSigned ? -(2n ** BigInt(bits - 1)) : 0n;
  const high = isSigned ? 2n ** BigInt(bits - 1) - 1n : 2n ** BigInt(bits) - 1n;
  const expected = `${article} ${bits}-bit ${isSigned ? '' : 'unsigned '}number`;
  return (text) => {
    const value = parseInteger(text);
    if (value === undefined) return { unfit: { expected: 'a whole number' } };
    if (value >= low && value <= high) return { value: shrink(value) };
    // Ids that are not there have all bits set and are written -1.
    if (!isSigned && value === -1n) return { value: shrink(high) };
    return { unfit: { expected, hint: `Give a number from ${low} to ${high}.` } };
  };
}

const decimalNumber = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

function parseDouble(text: string): ParsedValue {
  const whole = parseInteger(text);
  if (whole !== undefined) return { value: Number(whole) };
  if (!decimalNumber.test(text) || !Number.isFinite(Number(text))) {
    return { unfit: { expected: 'a number' } };
  }
  return { value: Number(text) };
}

const MAX_U64 = 2n ** 64n - 1n;

function parseReltime(text: string): ParsedValue {
  const value = parseInteger(text) ?? parseDuration(text);
  if (value !== undefined && value >= 0n && value <= MAX_U64) return { value: shrink(value) };
  const hint = `Give nanoseconds, or a number with a unit: ${durationUnits.join(', ')}.`;
  return { unfit: { expected: 'a duration', hint } };
}

function parseAbstime(text: string): ParsedValue {
  const value = parseInteger(text) ?? parseMoment(text);
  if (value !== undefined && value >= 0n && value <= MAX_U64) return { value: shrink(value) };
  const hint = 'Give nanoseconds since the epoch, or a time like 2018-08-17T17:35:48.5Z.';
  return { unfit: { expected: 'a point in time', hint } };
}

function parsePort(text: string): ParsedValue {
  if (text === '') return { value: 0 };
  const value = parseInteger(text) ?? servicePort(text);
  if (value === undefined) {
    const hint = 'Give a number, or a name that /etc/services has.';
    return { unfit: { expected: 'a known protocol', hint } };
  }
  if (value >= 0n && value <= 65535n) return { value: Number(value) };
  return { unfit: { expected: 'a port', hint: 'Give a number from 0 to 65535.' } };
}

function parseBool(text: string): ParsedValue {
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  return { unfit: { expected: 'true or false' } };
}

function parseText(text: string): ParsedValue {
  if (!text.includes('\0')) return { value: text };
  const hint = 'Texts end before their first NUL byte; only buffers can hold one.';
  return { unfit: { expected: 'a text', hint } };
}

function parseIp(text: string): ParsedValue {
  const value = parseAddress(text);
  if (value !== undefined) return { value };
  const hint = text.includes('/') ? 'Networks are compared with fd.net and its kin.' : undefined;
  const expected = 'an IP address';
  return { unfit: hint === undefined ? { expected } : { expected, hint } };
}

function parseNet(text: string): ParsedValue {
  const value = parseNetwork(text);
  if (value !== undefined) return { value };
  const hint = 'Give an address and the bits of its prefix, like 10.0.0.0/8 or 2001:db8::/32.';
  return { unfit: { expected: 'an IP network', hint } };
}
