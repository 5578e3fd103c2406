import { ArgumentError } from '../vm/argument-error.ts';
import { LuaError } from '../vm/lua-error.ts';
import type { LuaValue, LuaVm } from '../vm/lua-vm.ts';
import { integerArgument, numberArgument, textArgument } from './arguments.ts';
import { formatFloat, formatSigned, formatUnsigned, type FormatSpec } from './format-number.ts';
import { parseFormat, type Conversion } from './parse-format.ts';

/** `string.format`; `args[0]` is the format. */
export function format(vm: LuaVm, args: readonly LuaValue[]): string {
  const { conversions, after } = parseFormat(textArgument(args[0], 1));
  let result = '';
  for (let i = 0; i < conversions.length; i++) {
    const conversion = conversions[i] as Conversion;
    result += conversion.before + convert(vm, conversion, args, i + 1);
  }
  return result + after;
}

const CONVERSIONS = new Set('diuoxXcsqpaAeEfFgG');

function convert(vm: LuaVm, conversion: Conversion, args: readonly LuaValue[], at: number): string {
  const value = args[at];
  const simple = conversion.isPlain ? convertSimply(conversion.letter, value) : undefined;
  if (simple !== undefined) return simple;
  if (at >= args.length && CONVERSIONS.has(conversion.letter)) {
    throw new ArgumentError(at + 1, 'value expected');
  }
  return convertFully(vm, conversion, value, at + 1);
}

/** What most conversions are: a text as it is, and a whole number. */
function convertSimply(letter: string, value: LuaValue): string | undefined {
  if (letter === 's' && typeof value === 'string') return value;
  return letter === 'd' && Number.isSafeInteger(value) ? String(value) : undefined;
}

function convertFully(
  vm: LuaVm,
  { letter, spec, text }: Conversion,
  value: LuaValue,
  index: number,
): string {
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
      if (!CONVERSIONS.has(letter)) throw new LuaError(`invalid option '${text}' to 'format'`);
      return formatFloat(numberArgument(value, index), letter, spec);
  }
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
