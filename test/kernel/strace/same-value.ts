import type { FlagTable, ParamType } from '@chisel/core/event/event-table.ts';
import { createFlagNames } from '@chisel/core/field/render/flags.ts';

/** Buffers are kept up to this in what is captured. */
const SNAPLEN = 80;
/** Arguments and environments are kept up to this. */
const MAX_WORDS_BYTES = 4096;

/**
 * Whether a param, a byte string, is what strace wrote for an argument; undefined when the two can't
 * be compared. An argument can stand for several params: then `index` of `count` says for which.
 */
export function isSameValue(
  param: ParamType,
  value: string,
  text: string,
  index: number,
  count: number,
): boolean | undefined {
  if (param.type === 'MODE') return isSamePermissions(value, text);
  if (param.flagTable) return isSameFlags(param.flagTable, value, text);
  return (comparisons[param.type] ?? isSameNumber)(value, text, index, count);
}

type Comparison = (
  value: string,
  text: string,
  index: number,
  count: number,
) => boolean | undefined;

/** The start of a connection of a unix socket that has none. */
const NO_PEER = /^\x01\0{8}/;

const comparisons: Readonly<Record<string, Comparison>> = {
  CHARBUF: isSameText,
  FSPATH: isSameText,
  FSRELPATH: isSameText,
  BYTEBUF: isSameBytes,
  FDLIST: isSameFds,
  SOCKADDR: (value, text) => isSameAddress(value, text, (address) => address === value),
  SOCKTUPLE: (value, text) =>
    NO_PEER.test(value)
      ? undefined
      : isSameAddress(value, text, (address) => value.includes(address.slice(1))),
  RELTIME: isSameTime,
};

/** The number of a param of at most eight bytes, without its sign. */
export function numberOf(value: string): bigint {
  let number = 0n;
  for (let i = value.length - 1; i >= 0; i--) number = (number << 8n) | BigInt(value.charCodeAt(i));
  return number;
}

function isSameNumber(value: string, text: string, index: number, count = 1): boolean | undefined {
  // What a call that failed has not written, strace shows as an address.
  if (count > 1 && /^(NULL|0x[\da-f]+)$/.test(text)) return undefined;
  if (text.includes(BECOMES)) return numbersIn(text).some((number) => isNumber(value, number));
  const number = numbersIn(text)[index];
  return number === undefined ? undefined : isNumber(value, number);
}

export function isNumber(value: string, number: bigint): boolean {
  return numberOf(value) === BigInt.asUintN(value.length * 8, number);
}

/** Between what stood in memory before a call and after it. */
const BECOMES = '=>';

function numbersIn(text: string): bigint[] {
  const plain = withoutComments(text).replaceAll('NULL', '0');
  const found = plain.matchAll(/(?<=^|[=[({,>\s])(-?)(0x[\da-f]+|\d+)/g);
  return [...found].map(([, sign = '', digits = '']) => {
    const number = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
    return sign === '' ? number : -number;
  });
}

const PERMISSIONS = 0o7777n;

/** The kind of a file is not in all of them. */
function isSamePermissions(value: string, text: string): boolean | undefined {
  const [mode] = numbersIn(text);
  return mode === undefined ? undefined : ((numberOf(value) ^ mode) & PERMISSIONS) === 0n;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*.*?\*\//g, '');
}

/** How strace says that it has no name for a value, either. */
const NAMELESS = '_???';
/** Before the bits that it has no names for. */
const REMAINDER = '|0x';

/** As a number, or by the names that both know; what captures have no name for is 0. */
function isSameFlags(table: FlagTable, value: string, text: string): boolean | undefined {
  if (isSameNumber(value, text, 0) === true) return true;
  if (text.includes(NAMELESS)) return undefined;
  const known = new Set(table.entries.filter((entry) => entry.value !== 0).map(({ name }) => name));
  const shown = createFlagNames(table, table.match === 'exact')(Number(numberOf(value))) ?? '';
  const told = namesIn(text).map((name) => nameInCaptures(name, shown.split('|')));
  const [names, own] = [told, shown.split('|')].map((all) =>
    all.filter((name) => known.has(name) && !notOfCalls.has(name)),
  ) as [string[], string[]];
  if (names.length === 0 && numberOf(value) === 0n) return undefined;
  const outer = own.filter((name) => !names.includes(contained[name] ?? ''));
  if (text.includes(REMAINDER)) return names.every((name) => own.includes(name));
  return names.sort().join() === outer.sort().join();
}

/** What became of a file, which the call does not say; what has no bit of its own in a call. */
const notOfCalls = new Set(['O_F_CREATED', 'FD_UPPER_LAYER', 'FD_LOWER_LAYER', 'O_RDONLY']);
/** Flags that others contain: strace names the others only. */
const contained: Readonly<Record<string, string>> = { O_DSYNC: 'O_SYNC', O_DIRECTORY: 'O_TMPFILE' };
/** Flags of files that fds of other kinds have under names of their own. */
const OWN_PREFIX = /^(EFD|SFD|TFD|IN)_/;
/** Captures have only the name of the older form. */
const RENEWED = /_NEW$/;

/** The name that is shown for a value, if it is another one for the same. */
function nameInCaptures(name: string, shown: readonly string[]): string {
  const others = [name.replace(OWN_PREFIX, 'O_'), name.replace(RENEWED, '')];
  return others.find((other) => shown.includes(other)) ?? name;
}

function namesIn(text: string): string[] {
  const comments = [...text.matchAll(/\/\* (.*?) \*\//g)];
  return comments.flatMap(([, names = '']) => names.split('|'));
}

/** The strings of an argument, as byte strings. */
function stringsIn(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"/g)].map(([, hex = '']) =>
    Buffer.from(hex.replaceAll('\\x', ''), 'hex').toString('latin1'),
  );
}

function isSameText(value: string, text: string): boolean | undefined {
  const [string] = stringsIn(text);
  if (string === undefined) return text === 'NULL' ? /^(\(NULL\)\0)?$/.test(value) : undefined;
  return value === `${string}\0`;
}

/** Data, that of several pieces, or the words of an argument list. */
function isSameBytes(
  value: string,
  text: string,
  index: number,
  count: number,
): boolean | undefined {
  const strings = stringsIn(text);
  if (!text.startsWith('[') || text.includes('iov_base')) {
    return strings.length === 0 ? undefined : value === strings.join('').slice(0, SNAPLEN);
  }
  const words = strings.slice(index, count > 1 ? undefined : strings.length);
  const all = words.map((word) => `${word}\0`).join('');
  return value.length < MAX_WORDS_BYTES - 1
    ? value === all
    : all.startsWith(value.slice(0, MAX_WORDS_BYTES - 1));
}

/** Which fds are asked about. */
function isSameFds(value: string, text: string): boolean {
  const expected = [...text.matchAll(/fd=(-?\d+)/g)].map(([, fd]) => BigInt(fd ?? ''));
  const fds = expected.map((_, i) => BigInt.asIntN(64, numberOf(value.substr(2 + i * 10, 8))));
  return numberOf(value.slice(0, 2)) === BigInt(expected.length) && fds.join() === expected.join();
}

function isSameAddress(
  value: string,
  text: string,
  isSame: (address: string) => boolean,
): boolean | undefined {
  const address = addressIn(text);
  return address === undefined || value === '' ? undefined : isSame(address);
}

const [UNIX, INET, INET6] = [1, 2, 10];

/** An address as captures have it: the family; the bytes of the address and its port, or a path. */
function addressIn(text: string): string | undefined {
  const family = Number(/sa_family=(\w+)/.exec(text)?.[1]);
  const [first, second, third] = stringsIn(text);
  if (family === UNIX && first !== undefined) return `\x01${first}\0`;
  const address = family === INET ? second : family === INET6 ? third : undefined;
  if (first === undefined || address === undefined) return undefined;
  const littleEndianPort = [...first].reverse().join('');
  return String.fromCharCode(family) + address + littleEndianPort;
}

const NS_PER_SECOND = 1_000_000_000n;

function isSameTime(value: string, text: string): boolean | undefined {
  const [seconds, ns] = numbersIn(text);
  if (seconds === undefined || ns === undefined) return undefined;
  return isNumber(value, seconds * NS_PER_SECOND + ns);
}
