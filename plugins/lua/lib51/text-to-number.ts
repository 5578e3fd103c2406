const DECIMAL = /^[\t-\r ]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[\t-\r ]*$/;
const HEX =
  /^[\t-\r ]*([+-]?)0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?(?:[pP]([+-]?[0-9]+))?[\t-\r ]*$/;
const BINARY = /^[\t-\r ]*([+-]?)0[bB]([01]+)[\t-\r ]*$/;
const WORD = /^[\t-\r ]*([+-]?)(inf|infinity|nan)[\t-\r ]*$/i;
const PLAIN = /^[0-9]{1,15}$/;

/** Text as `tonumber` and arithmetic read it; undefined when it isn't a number. */
export function textToNumber(text: string): number | undefined {
  if (PLAIN.test(text)) return Number(text);
  const decimal = DECIMAL.exec(text);
  if (decimal) return Number(decimal[1]);
  const hex = HEX.exec(text);
  if (hex) return hexNumber(hex);
  const binary = BINARY.exec(text);
  if (binary) return signed(binary[1], Number(BigInt(`0b${String(binary[2])}`)));
  const word = WORD.exec(text);
  return word
    ? signed(word[1], String(word[2]).length === 3 && isNan(word[2]) ? NaN : Infinity)
    : undefined;
}

/** Digits beyond this many are beyond the precision of any number, and only count for its size. */
const MAX_HEX_DIGITS = 256;

function hexNumber([, sign, whole = '', fraction = '', power = '0']: RegExpExecArray):
  number | undefined {
  const digits = whole + fraction;
  if (digits === '') return undefined;
  const significant = digits.replace(/^0+/, '');
  const kept = significant.slice(0, MAX_HEX_DIGITS);
  const exponent = Number(power) - 4 * fraction.length + 4 * (significant.length - kept.length);
  return signed(sign, scale(kept === '' ? 0n : BigInt(`0x${kept}`), exponent));
}

/** `mantissa * 2^exponent`, rounded once. */
function scale(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const bits = mantissa.toString(2).length;
  if (bits + exponent > 1025) return Infinity;
  if (bits + exponent < -1075) return 0;
  if (exponent >= 0) return Number(mantissa << BigInt(exponent));
  const size = Math.min(53, bits + exponent + 1074);
  const shift = bits - size;
  if (shift <= 0)
    return Number(mantissa) * 2 ** Math.max(exponent, -1022) * 2 ** Math.min(0, exponent + 1022);
  const rounded = roundShift(mantissa, BigInt(shift));
  return times(Number(rounded), exponent + shift);
}

/** Divides by `2^shift`, to the nearest, ties to even. */
function roundShift(value: bigint, shift: bigint): bigint {
  const half = 1n << (shift - 1n);
  const quotient = value >> shift;
  const rest = value & ((1n << shift) - 1n);
  return rest > half || (rest === half && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

function times(value: number, exponent: number): number {
  const first = Math.max(Math.min(exponent, 1000), -1000);
  return value * 2 ** first * 2 ** (exponent - first);
}

function signed(sign: string | undefined, value: number): number {
  return sign === '-' ? -value : value;
}

function isNan(word: string | undefined): boolean {
  return word?.toLowerCase() === 'nan';
}

const MAX_UNSIGNED = 0xffffffffffffffffn;

/** `tonumber(text, base)`, bases 2 to 36 but 10: an integer, as C's `strtoul` reads it, up to a zero byte. */
export function digitsToNumber(text: string, base: number): number | undefined {
  const prefix = base === 16 ? '(?:0[xX])?' : '';
  const match = new RegExp(`^[\\t-\\r ]*([+-]?)${prefix}([0-9a-zA-Z]+)[\\t-\\r ]*(?:\\0|$)`).exec(
    text,
  );
  if (!match) return undefined;
  let value = 0n;
  for (const digit of String(match[2])) {
    const weight = Number.parseInt(digit, 36);
    if (weight >= base) return undefined;
    if (value <= MAX_UNSIGNED) value = value * BigInt(base) + BigInt(weight);
  }
  return signed(match[1], Number(value > MAX_UNSIGNED ? MAX_UNSIGNED : value));
}
