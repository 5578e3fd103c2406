import { exponentText, nonFiniteText, shortest } from './number-to-text.ts';

/** What stands between `%` and the letter of a conversion. */
export interface FormatSpec {
  readonly left: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width: number;
  /** -1: not given. */
  readonly precision: number;
}

/** `%d` `%i`: fractions are cut off, what doesn't fit 64 bits becomes the smallest of them. */
export function formatSigned(value: number, spec: FormatSpec): string {
  const integer = Number.isSafeInteger(value) ? value : toSigned64(value);
  const negative = integer < 0;
  const digits = String(integer).slice(negative ? 1 : 0);
  return padInteger(digits, integer === 0 || integer === 0n, signOf(negative, spec), spec);
}

/** `%u` `%x` `%X` `%o`: negative numbers count from 2^64 down. */
export function formatUnsigned(value: number, letter: string, spec: FormatSpec): string {
  const radix = letter === 'u' ? 10 : letter === 'o' ? 8 : 16;
  const integer = toUnsigned64(value);
  const text = integer.toString(radix);
  const isZero = text === '0';
  let prefix = '';
  let digits = text;
  if (spec.alternate && !isZero && radix === 16) prefix = '0x';
  if (spec.alternate && !isZero && radix === 8) digits = `0${text}`;
  const result = padInteger(digits, isZero && !(spec.alternate && radix === 8), prefix, spec);
  return letter === 'X' ? result.toUpperCase() : result;
}

/** `%e` `%f` `%g` `%a`, and their upper case forms. */
export function formatFloat(value: number, letter: string, spec: FormatSpec): string {
  const lower = letter.toLowerCase();
  const negative = value < 0 || (value === 0 && 1 / value < 0);
  let result: string;
  if (Number.isFinite(value)) {
    const { prefix, digits } = floatDigits(Math.abs(value), lower, spec);
    result = pad(signOf(negative, spec) + prefix, digits, spec, spec.zero);
  } else {
    const sign = Number.isNaN(value) ? (spec.space ? ' ' : '') : signOf(negative, spec);
    result = pad(sign, nonFiniteText(Math.abs(value)), spec, false);
  }
  return letter === lower ? result : result.toUpperCase();
}

function floatDigits(
  value: number,
  letter: string,
  spec: FormatSpec,
): { prefix: string; digits: string } {
  const precision = spec.precision < 0 ? 6 : spec.precision;
  if (letter === 'a') return { prefix: '0x', digits: hexFloat(value, spec) };
  if (letter === 'f') return { prefix: '', digits: fixed(value, precision, spec.alternate) };
  if (letter === 'e') return { prefix: '', digits: exponential(value, precision, spec.alternate) };
  const significant = Math.max(precision, 1);
  return { prefix: '', digits: general(value, significant, spec.alternate) };
}

const EXACT_FROM = 1e21;

function fixed(value: number, precision: number, point: boolean): string {
  const text =
    value < EXACT_FROM
      ? value.toFixed(precision)
      : BigInt(value).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '');
  return precision === 0 && point ? `${text}.` : text;
}

function exponential(value: number, precision: number, point: boolean): string {
  const text = value.toExponential(precision);
  const at = text.indexOf('e');
  const mantissa = text.slice(0, at) + (precision === 0 && point ? '.' : '');
  return mantissa + exponentText(Number(text.slice(at + 1)));
}

function general(value: number, precision: number, keepZeros: boolean): string {
  const text = shortest(value.toExponential(precision - 1), precision, keepZeros);
  return keepZeros && !text.includes('.') ? text.replace(/e|$/, '.$&') : text;
}

const bits = new DataView(new ArrayBuffer(8));
const FRACTION_DIGITS = 13;

/** Without the `0x`. A subnormal number is written with a leading 1 like the others. */
function hexFloat(value: number, { precision, alternate }: FormatSpec): string {
  if (value === 0) return hexMantissa('0', '0'.repeat(Math.max(precision, 0)), alternate) + 'p+0';
  bits.setFloat64(0, value);
  let exponent = (bits.getUint16(0) >>> 4) & 0x7ff;
  let fraction = bits.getBigUint64(0) & 0xfffffffffffffn;
  if (exponent === 0) {
    const shift = 53 - fraction.toString(2).length;
    fraction = (fraction << BigInt(shift)) & 0xfffffffffffffn;
    exponent = 1 - shift;
  }
  let lead = 1n;
  let digits = fraction.toString(16).padStart(FRACTION_DIGITS, '0');
  if (precision >= 0 && precision < FRACTION_DIGITS) {
    const shift = BigInt(4 * (FRACTION_DIGITS - precision));
    const rounded = ((((lead << 52n) | fraction) >> (shift - 1n)) + 1n) >> 1n;
    lead = rounded >> BigInt(4 * precision);
    const rest = rounded & ((1n << BigInt(4 * precision)) - 1n);
    digits = precision === 0 ? '' : rest.toString(16).padStart(precision, '0');
  } else if (precision < 0) digits = digits.replace(/0+$/, '');
  else digits = digits.padEnd(precision, '0');
  const power = exponent - 1023;
  return `${hexMantissa(lead.toString(16), digits, alternate)}p${power < 0 ? '-' : '+'}${Math.abs(power)}`;
}

function hexMantissa(lead: string, digits: string, point: boolean): string {
  return digits === '' && !point ? lead : `${lead}.${digits}`;
}

function padInteger(digits: string, isZero: boolean, prefix: string, spec: FormatSpec): string {
  if (spec.precision < 0) return pad(prefix, digits, spec, spec.zero);
  const shown = spec.precision === 0 && isZero ? '' : digits.padStart(spec.precision, '0');
  return pad(prefix, shown, spec, false);
}

function pad(prefix: string, digits: string, { left, width }: FormatSpec, zero: boolean): string {
  const text = prefix + digits;
  if (text.length >= width) return text;
  if (left) return text.padEnd(width);
  return zero ? prefix + digits.padStart(width - prefix.length, '0') : text.padStart(width);
}

function signOf(negative: boolean, { plus, space }: FormatSpec): string {
  if (negative) return '-';
  return plus ? '+' : space ? ' ' : '';
}

const TWO_63 = 2 ** 63;
const TWO_64 = 2 ** 64;
const SMALLEST = -(2n ** 63n);

/** As x86 converts a double to 64 bits. */
function toSigned64(value: number): number | bigint {
  const whole = Math.trunc(value);
  if (Number.isSafeInteger(whole)) return whole + 0;
  return whole >= -TWO_63 && whole < TWO_63 ? BigInt(whole) : SMALLEST;
}

function toUnsigned64(value: number): number | bigint {
  const signed = toSigned64(value >= TWO_63 ? value - TWO_64 : value);
  return signed < 0 ? BigInt.asUintN(64, BigInt(signed)) : signed;
}
