const DIGITS = 14;
const FIRST_WITH_EXPONENT = 10 ** DIGITS;

/** A number as `tostring` and `..` write it: C's `%.14g`, and a NaN without a sign. */
export function numberToText(value: number): string {
  if (Number.isInteger(value) && value < FIRST_WITH_EXPONENT && value > -FIRST_WITH_EXPONENT) {
    return value === 0 && 1 / value < 0 ? '-0' : String(value);
  }
  if (!Number.isFinite(value)) return nonFiniteText(value);
  return shortest(value.toExponential(DIGITS - 1), DIGITS, false);
}

export function nonFiniteText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return value < 0 ? '-inf' : 'inf';
}

/**
 * Makes what `toExponential` gave for `precision` digits into the form of `%g`: an exponent only where
 * it is far from zero, and no zeros at the end unless `keepZeros`.
 */
export function shortest(exponential: string, precision: number, keepZeros: boolean): string {
  const at = exponential.indexOf('e');
  const exponent = Number(exponential.slice(at + 1));
  const mantissa = exponential.slice(0, at);
  if (exponent < -4 || exponent >= precision) {
    return (keepZeros ? mantissa : withoutZeros(mantissa)) + exponentText(exponent);
  }
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.slice(sign.length).replace('.', '');
  const plain =
    exponent < 0
      ? `0.${'0'.repeat(-exponent - 1)}${digits}`
      : `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
  return sign + (keepZeros ? plain : withoutZeros(plain));
}

/** At least two digits, always a sign. */
export function exponentText(exponent: number): string {
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return `e${exponent < 0 ? '-' : '+'}${digits}`;
}

function withoutZeros(decimal: string): string {
  if (!decimal.includes('.')) return decimal;
  let end = decimal.length;
  while (decimal[end - 1] === '0') end--;
  return decimal.slice(0, decimal[end - 1] === '.' ? end - 1 : end);
}
