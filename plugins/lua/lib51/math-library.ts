import type { LuaResult, LuaValue } from '../vm/lua-vm.ts';
import { numberArgument } from './arguments.ts';
import type { Library } from './library.ts';
import { Random } from './random.ts';

/** Functions of one number. */
const SIMPLE = [
  'abs',
  'acos',
  'asin',
  'atan',
  'ceil',
  'cos',
  'cosh',
  'exp',
  'floor',
  'log10',
  'sin',
  'sinh',
  'sqrt',
  'tan',
  'tanh',
] as const;

/** The table `math`, without its constants. `mod` is 5.0's name, which LuaJIT left out. */
export function mathLibrary(): Library {
  const random = new Random();
  const simple = SIMPLE.map((name) => {
    const compute = Math[name];
    return [name, (value: LuaValue) => compute(numberArgument(value, 1))] as const;
  });
  const fmod = (left: LuaValue, right: LuaValue) =>
    numberArgument(left, 1) % numberArgument(right, 2);
  return {
    fixed: {
      ...Object.fromEntries(simple),
      atan2: (y: LuaValue, x: LuaValue) => Math.atan2(numberArgument(y, 1), numberArgument(x, 2)),
      deg: (value: LuaValue) => numberArgument(value, 1) * (180 / Math.PI),
      rad: (value: LuaValue) => numberArgument(value, 1) * (Math.PI / 180),
      fmod,
      mod: fmod,
      frexp,
      ldexp: (value: LuaValue, exponent: LuaValue) =>
        scale(numberArgument(value, 1), Math.trunc(numberArgument(exponent, 2))),
      modf,
      pow: (base: LuaValue, exponent: LuaValue) =>
        power(numberArgument(base, 1), numberArgument(exponent, 2)),
    },
    variadic: {
      log: (args) => logarithm(args),
      max: (args) => extreme(args, (value, most) => value > most),
      min: (args) => extreme(args, (value, least) => value < least),
      random: (args) => randomIn(random, args),
      randomseed: (args) => {
        random.seed(numberArgument(args[0], 1));
        return [];
      },
    },
  };
}

/** C's `pow`: unlike JavaScript's, 1 to any power is 1. */
export function power(base: number, exponent: number): number {
  if (base === 1) return 1;
  return base === -1 && Math.abs(exponent) === Infinity ? 1 : base ** exponent;
}

function logarithm(args: readonly LuaValue[]): number {
  const value = numberArgument(args[0], 1);
  if (args[1] === undefined) return Math.log(value);
  const base = numberArgument(args[1], 2);
  if (base === 2) return Math.log2(value);
  return base === 10 ? Math.log10(value) : Math.log2(value) / Math.log2(base);
}

function extreme(
  args: readonly LuaValue[],
  isBetter: (value: number, best: number) => boolean,
): number {
  let best = numberArgument(args[0], 1);
  for (let i = 1; i < args.length; i++) {
    const value = numberArgument(args[i], i + 1);
    if (!isBetter(best, value)) best = value;
  }
  return best;
}

function modf(argument: LuaValue): LuaResult {
  const value = numberArgument(argument, 1);
  const whole = Math.trunc(value);
  if (whole === value) return [whole, value < 0 || Object.is(value, -0) ? -0 : 0];
  return [whole, value - whole];
}

const bits = new DataView(new ArrayBuffer(8));
const BIAS = 1022;

function frexp(argument: LuaValue): LuaResult {
  const value = numberArgument(argument, 1);
  if (value === 0 || !Number.isFinite(value)) return [value, 0];
  const isSubnormal = Math.abs(value) < 2 ** -BIAS;
  bits.setFloat64(0, isSubnormal ? value * 2 ** 64 : value);
  const high = bits.getUint16(0);
  const exponent = ((high >>> 4) & 0x7ff) - BIAS;
  bits.setUint16(0, (high & 0x800f) | (BIAS << 4));
  return [bits.getFloat64(0), isSubnormal ? exponent - 64 : exponent];
}

function scale(value: number, exponent: number): number {
  let result = value;
  let left = Math.max(Math.min(exponent, 4200), -4200);
  while (left !== 0 && result !== 0 && Number.isFinite(result)) {
    const step = Math.max(Math.min(left, 1000), -1000);
    result *= 2 ** step;
    left -= step;
  }
  return result;
}

function randomIn(random: Random, args: readonly LuaValue[]): number {
  const value = random.next();
  if (args.length === 0) return value;
  const first = numberArgument(args[0], 1);
  if (args.length === 1) return Math.floor(value * first) + 1;
  return Math.floor(value * (numberArgument(args[1], 2) - first + 1)) + first;
}
