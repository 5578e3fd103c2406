import { ArgumentError } from '../vm/argument-error.ts';
import { LuaError } from '../vm/lua-error.ts';
import type { LuaValue, LuaVm } from '../vm/lua-vm.ts';
import { integerArgument, numberArgument, textArgument } from './arguments.ts';
import { formatFloat, formatSigned, formatUnsigned, type FormatSpec } from './format-number.ts';

const CONVERSION = /%([-+ #0]*)([0-9]{0,2})(?:(\.)([0-9]{0,2}))?([^]?)/y;

/** `string.format`; `args[0]` is the format. */
export function format(vm: LuaVm, args: readonly LuaValue[]): string {
  const text = textArgument(args[0], 1);
  let result = '';
  let at = 0;
  let index = 1;
  for (;;) {
    const next = text.indexOf('%', at);
    if (next === -1) return result + text.slice(at);
    result += text.slice(at, next);
    if (text[next + 1] === '%') {
      result += '%';
      at = next + 2;
      continue;
    }
    CONVERSION.lastIndex = next;
    const match = CONVERSION.exec(text) as RegExpExecArray;
    at = CONVERSION.lastIndex;
    if (index >= args.length && CONVERSIONS.has(String(match[5]))) {
      throw new ArgumentError(index + 1, 'value expected');
    }
    result += convert(vm, match, args[index], ++index);
  }
}

const CONVERSIONS = new Set('diuoxXcsqpaAeEfFgG');

function convert(vm: LuaVm, match: RegExpExecArray, value: LuaValue, index: number): string {
  const letter = String(match[5]);
  const spec = specOf(match);
  switch (letter) {
    case 'd':
    case 'i':
      return formatSigned(numberArgument(value, index), spec);
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return formatUnsigned(numberArgument(value, index), letter, spec);
    case 'c':
      return padded(String.fromCharCode(integerArgument(value, index) & 255), spec);
    case 's':
    case 'p':
      return formatText(letter === 's' ? vm.toText(value) : addressOf(vm, value), spec);
    case 'q':
      return quote(vm.toText(value));
    default:
      if (!CONVERSIONS.has(letter)) throw new LuaError(`invalid option '${match[0]}' to 'format'`);
      return formatFloat(numberArgument(value, index), letter, spec);
  }
}

function specOf([, flags = '', width = '', point, precision = '']: RegExpExecArray): FormatSpec {
  return {
    left: flags.includes('-'),
    plus: flags.includes('+'),
    space: flags.includes(' '),
    alternate: flags.includes('#'),
    zero: flags.includes('0'),
    width: Number(width),
    precision: point === undefined ? -1 : Number(precision),
  };
}

function formatText(text: string, spec: FormatSpec): string {
  return padded(spec.precision < 0 ? text : text.slice(0, spec.precision), spec);
}

function padded(text: string, { left, width }: FormatSpec): string {
  return left ? text.padEnd(width) : text.padStart(width);
}

/** The number in `table: 0x…`. */
function addressOf(vm: LuaVm, value: LuaValue): string {
  return / (0x[0-9a-f]+)/.exec(vm.toText(value))?.[1] ?? 'NULL';
}

/** A string as Lua's parser reads it back. */
function quote(text: string): string {
  return `"${text.replace(/["\\\n\r\0-\x1f\x7f]/g, quoteChar)}"`;
}

function quoteChar(char: string, at: number, text: string): string {
  if (char === '"' || char === '\\' || char === '\n') return `\\${char}`;
  const isDigitNext = /[0-9]/.test(text.charAt(at + 1));
  const code = String(char.charCodeAt(0));
  return `\\${isDigitNext ? code.padStart(3, '0') : code}`;
}
