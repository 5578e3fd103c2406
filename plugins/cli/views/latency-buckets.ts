import type { BoundField } from '@chisel/core/field/field.ts';

/** Latencies are told apart up to 100 s, six steps to each power of ten of nanoseconds. */
const POWERS = 11;
const STEPS = 6;
export const BUCKETS = POWERS * STEPS;

/** The bucket of a length of time in nanoseconds. */
export function bucketOf(ns: number): number {
  return Math.min(Math.floor(Math.log10(ns) * STEPS), BUCKETS - 1);
}

/** Where a bucket begins, in nanoseconds. */
export function bucketStartNs(bucket: number): number {
  return Math.round(10 ** (bucket / STEPS));
}

/** The powers of ten above the buckets: `|1ns  |10ns |100ns…`. */
export function bucketScale(): string {
  const units = ['ns', 'us', 'ms', 's'];
  const marks = Array.from({ length: POWERS }, (_, power) => {
    return `|${String(10 ** (power % 3))}${String(units[Math.floor(power / 3)])}`;
  });
  return marks
    .map((mark) => mark.padEnd(STEPS))
    .join('')
    .trimEnd();
}

/** A field of lengths of time as the start of the bucket that they fall in; none for 0. */
export function inBuckets(bound: BoundField): BoundField {
  return {
    ...bound,
    extract: (event) => {
      const ns = Number(bound.extract(event) ?? 0);
      return ns > 0 ? bucketStartNs(bucketOf(ns)) : undefined;
    },
  };
}
