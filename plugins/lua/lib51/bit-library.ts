import type { LuaValue } from '../vm/lua-vm.ts';
import { numberArgument } from './arguments.ts';
import type { Library } from './library.ts';

/** The table `bit`: everything on 32 bits, results signed. */
export function bitLibrary(): Library {
  return {
    fixed: {
      tobit: (value: LuaValue) => bitArgument(value, 1),
      bnot: (value: LuaValue) => ~bitArgument(value, 1),
      bswap: (value: LuaValue) => swapBytes(bitArgument(value, 1)),
      tohex: (value: LuaValue, digits: LuaValue) =>
        toHex(bitArgument(value, 1), digits === undefined ? 8 : bitArgument(digits, 2)),
      lshift: shift((value, count) => value << count),
      rshift: shift((value, count) => value >>> count),
      arshift: shift((value, count) => value >> count),
      rol: shift(rotate),
      ror: shift((value, count) => rotate(value, -count & 31)),
    },
    variadic: {
      band: (args) => combine(args, (left, right) => left & right),
      bor: (args) => combine(args, (left, right) => left | right),
      bxor: (args) => combine(args, (left, right) => left ^ right),
    },
  };
}

const MAGIC = 2 ** 52 + 2 ** 51;
const bits = new DataView(new ArrayBuffer(8));

/** A number rounded to a whole one, its low 32 bits: what the sum with a large number leaves in them. */
function bitArgument(value: LuaValue, index: number): number {
  const number = numberArgument(value, index);
  if ((number | 0) === number) return number | 0;
  bits.setFloat64(0, number + MAGIC);
  return bits.getInt32(4);
}

function shift(operate: (value: number, count: number) => number) {
  return (value: LuaValue, count: LuaValue) =>
    operate(bitArgument(value, 1), bitArgument(count, 2) & 31) | 0;
}

function rotate(value: number, count: number): number {
  return (value << count) | (value >>> (-count & 31));
}

function swapBytes(value: number): number {
  return (value << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24);
}

const MOST_DIGITS = 254;

/** Negative: upper case. */
function toHex(value: number, digits: number): string {
  const count = Math.min(Math.abs(digits), MOST_DIGITS);
  const text = (value >>> 0).toString(16).padStart(count, '0');
  const kept = count === 0 ? '' : text.slice(-count);
  return digits < 0 ? kept.toUpperCase() : kept;
}

function combine(
  args: readonly LuaValue[],
  operate: (left: number, right: number) => number,
): number {
  let result = bitArgument(args[0], 1);
  for (let i = 1; i < args.length; i++) result = operate(result, bitArgument(args[i], i + 1));
  return result;
}
