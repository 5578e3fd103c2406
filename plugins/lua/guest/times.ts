const NS_PER_S = 1e9;
const TWO_32 = 4294967296;

/** A time stamp's whole seconds; both functions are exact for all 64 bits of it. */
export function secondsOf(low: number, high: number): number {
  const top = high * TWO_32;
  const rest = top % NS_PER_S;
  return Math.round((top - rest) / NS_PER_S) + Math.floor((rest + low) / NS_PER_S);
}

/** A time stamp's nanoseconds past the second. */
export function nanosecondsOf(low: number, high: number): number {
  return (((high * TWO_32) % NS_PER_S) + low) % NS_PER_S;
}

export function bigTime(low: number, high: number): bigint {
  return BigInt(high) * BigInt(TWO_32) + BigInt(low);
}
