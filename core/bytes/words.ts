const TWO_32 = 4294967296;

/** A whole number that may be too large for a double: `bigint` exactly when it is past 2^53. */
export type Integer = number | bigint;

/** An unsigned 64-bit value from its halves. */
export function unsigned64(low: number, high: number): Integer {
  const top = high >>> 0;
  if (top < 0x200000) return top * TWO_32 + (low >>> 0);
  return (BigInt(top) << 32n) | BigInt(low >>> 0);
}

/** A signed 64-bit value from its halves. */
export function signed64(low: number, high: number): Integer {
  const top = high | 0;
  if (top >= -0x200000 && top < 0x200000) return top * TWO_32 + (low >>> 0);
  return (BigInt(top) << 32n) | BigInt(low >>> 0);
}

/** Nanoseconds from one time stamp to a later one; exact while they are within 104 days. */
export function nsBetween(
  fromLow: number,
  fromHigh: number,
  toLow: number,
  toHigh: number,
): number {
  return (toHigh - fromHigh) * TWO_32 + ((toLow >>> 0) - (fromLow >>> 0));
}
