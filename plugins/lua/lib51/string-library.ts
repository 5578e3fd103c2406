import { ArgumentError } from '../vm/argument-error.ts';
import { LuaError } from '../vm/lua-error.ts';
import type { LuaResult, LuaValue, LuaVm } from '../vm/lua-vm.ts';
import { integerArgument, textArgument } from './arguments.ts';
import { createFinder, isAnchored } from './find-pattern.ts';
import { format } from './format.ts';
import type { Library } from './library.ts';
import { substitute } from './substitute.ts';

/** Longer strings than LuaJIT can hold, or this VM would want to, are an error. */
const MAX_LENGTH = 0x1fff_0000;
const MAGIC = /[\^$*+?.([%-]/;

/** The table `string`. */
export function stringLibrary(vm: LuaVm): Library {
  const gmatch = (text: LuaValue, pattern: LuaValue) =>
    matches(vm, textArgument(text, 1), textArgument(pattern, 2));
  return {
    fixed: {
      len: (text: LuaValue) => textArgument(text, 1).length,
      sub,
      rep: repeat,
      reverse: (text: LuaValue) => Array.from(textArgument(text, 1)).reverse().join(''),
      lower: (text: LuaValue) => mapLetters(textArgument(text, 1), /[A-Z]+/g, 'toLowerCase'),
      upper: (text: LuaValue) => mapLetters(textArgument(text, 1), /[a-z]+/g, 'toUpperCase'),
      byte: bytes,
      find: (text: LuaValue, pattern: LuaValue, from: LuaValue, plain: LuaValue) =>
        find(textArgument(text, 1), textArgument(pattern, 2), from, isTrue(plain)),
      match: (text: LuaValue, pattern: LuaValue, from: LuaValue) =>
        search(textArgument(text, 1), textArgument(pattern, 2), from, false),
      gmatch,
      gfind: gmatch,
      gsub: (text: LuaValue, pattern: LuaValue, by: LuaValue, most: LuaValue) => {
        const subject = textArgument(text, 1);
        const limit = integerArgument(most, 4, Infinity);
        return substitute(vm, subject, textArgument(pattern, 2), by, limit);
      },
      dump: () => {
        throw new LuaError('unable to dump given function');
      },
    },
    variadic: {
      char: (args) => String.fromCharCode(...args.map(charCode)),
      format: (args) => format(vm, args),
    },
  };
}

function isTrue(value: LuaValue): boolean {
  return value !== undefined && value !== false;
}

function sub(value: LuaValue, from: LuaValue, to: LuaValue): string {
  const text = textArgument(value, 1);
  const [start, end] = range(text.length, integerArgument(from, 2), integerArgument(to, 3, -1));
  return text.slice(start, end);
}

/** Positions from 0 of a range that Lua counts from 1, negative from the end. */
function range(length: number, from: number, to: number): [number, number] {
  const start = from < 0 ? Math.max(from + length, 0) : Math.max(from - 1, 0);
  const end = to < 0 ? to + length + 1 : Math.min(to, length);
  return [start, Math.max(end, start)];
}

function repeat(value: LuaValue, count: LuaValue, separator: LuaValue): string {
  const text = textArgument(value, 1);
  const times = Math.max(integerArgument(count, 2), 0);
  const between = separator === undefined ? '' : textArgument(separator, 3);
  if ((text.length + between.length) * times > MAX_LENGTH) throw new LuaError('not enough memory');
  if (between === '' || times === 0) return text.repeat(times);
  return (text + between).repeat(times - 1) + text;
}

function mapLetters(text: string, letters: RegExp, change: 'toLowerCase' | 'toUpperCase'): string {
  return text.replace(letters, (part) => part[change]());
}

function bytes(value: LuaValue, from: LuaValue, to: LuaValue): LuaResult {
  const text = textArgument(value, 1);
  const first = integerArgument(from, 2, 1);
  const [start, end] = range(text.length, first, integerArgument(to, 3, first));
  return Array.from(text.slice(start, end), (char) => char.charCodeAt(0));
}

function charCode(value: LuaValue, at: number): number {
  const code = integerArgument(value, at + 1);
  if (code < 0 || code > 255) throw new ArgumentError(at + 1, 'invalid value');
  return code;
}

function find(text: string, pattern: string, from: LuaValue, isPlain: boolean): LuaResult {
  if (!isPlain && MAGIC.test(pattern)) return search(text, pattern, from, true);
  const at = text.indexOf(pattern, startOf(text, from));
  return at === -1 ? undefined : [at + 1, at + pattern.length];
}

function startOf(text: string, from: LuaValue): number {
  const first = integerArgument(from, 3, 1);
  return Math.min(Math.max(first < 0 ? first + text.length : first - 1, 0), text.length);
}

/** The captures of the first match, after its place when that is wanted. */
function search(text: string, pattern: string, from: LuaValue, wantsPlace: boolean): LuaResult {
  const finder = createFinder(text, pattern, isAnchored(pattern));
  if (!finder.find(startOf(text, from))) return undefined;
  const isWhole = finder.captureCount === 0;
  if (!wantsPlace) return isWhole ? finder.capture(0) : finder.captures();
  const captures = isWhole ? [] : finder.captures();
  return [finder.start + 1, finder.end, ...captures];
}

/** An iterator over all matches. */
function matches(vm: LuaVm, text: string, pattern: string): LuaResult {
  const finder = createFinder(text, pattern, false);
  let from = 0;
  return vm.createFunction('gmatch', () => {
    if (from > text.length || !finder.find(from)) {
      from = text.length + 1;
      return undefined;
    }
    from = finder.end === finder.start ? finder.end + 1 : finder.end;
    return finder.captures();
  });
}
