import type { ByteWriter } from '../../bytes/byte-writer.ts';

/** Writes an unsigned 32-bit number in upper-case hex, or lower-case with `base` 0x61. */
export function writeHex32(out: ByteWriter, value: number, letters = 0x41): void {
  writeHexDigits(out, value, value === 0 ? 1 : 8 - (Math.clz32(value) >> 2), letters);
}

/** Writes a 64-bit number, given as halves, in hex. */
export function writeHex64(out: ByteWriter, low: number, high: number, letters = 0x41): void {
  if (high === 0) return writeHex32(out, low, letters);
  writeHex32(out, high, letters);
  writeHexDigits(out, low, 8, letters);
}

/** Writes the lowest `digits` hex digits of a number. */
export function writeHexDigits(
  out: ByteWriter,
  value: number,
  digits: number,
  letters = 0x61,
): void {
  out.reserve(digits);
  const { bytes } = out;
  let at = out.length;
  for (let shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
    const digit = (value >>> shift) & 15;
    bytes[at++] = digit < 10 ? 0x30 + digit : letters + digit - 10;
  }
  out.length = at;
}

/** Writes a signed 64-bit number, given as halves, in decimal. */
export function writeSigned64(out: ByteWriter, low: number, high: number): void {
  if (high === 0) out.writeInteger(low >>> 0);
  else if (high === -1 && low < 0) out.writeInteger(low);
  else out.writeText(BigInt.asIntN(64, wide(low, high)).toString());
}

/** Writes an unsigned 64-bit number, given as halves, in decimal. */
export function writeUnsigned64(out: ByteWriter, low: number, high: number): void {
  const top = high >>> 0;
  if (top < 0x200000) out.writeInteger(top * 4294967296 + (low >>> 0));
  else out.writeText(wide(low, high).toString());
}

/** An unsigned 64-bit number from its halves. */
export function wide(low: number, high: number): bigint {
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

/**
 * A finite number as C's `%g` writes it: six significant digits, no zeros at the end, an exponent of
 * two digits when it is below -4 or above 5.
 */
export function shortNumber(value: number): string {
  if (value === 0) return '0';
  const [digits = '', power = ''] = value.toExponential(5).split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return trimZeros(value.toFixed(5 - exponent));
  const size = Math.abs(exponent);
  return `${trimZeros(digits)}e${exponent < 0 ? '-' : '+'}${size < 10 ? '0' : ''}${size}`;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
