/** How a number is shown to people. */
export type Unit = 'none' | 'count' | 'bytes' | 'time';

const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];
const TIME_UNITS: readonly [ns: number, unit: string][] = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'us'],
];

/** A number in its unit: 12.50KB, 3.20ms, 1234. Time is in nanoseconds. */
export function formatUnit(value: number | bigint, unit: Unit): string {
  if (unit === 'bytes') return formatBytes(Number(value));
  if (unit === 'time') return formatTime(Number(value));
  return String(value);
}

/** A number of bytes, in steps of 1024. */
export function formatBytes(bytes: number): string {
  let rest = bytes;
  let step = 0;
  while (Math.abs(rest) >= 1024 && step < BYTE_UNITS.length - 1) {
    rest /= 1024;
    step++;
  }
  return (step === 0 ? String(rest) : rest.toFixed(2)) + (BYTE_UNITS[step] as string);
}

/** A duration given in nanoseconds. */
export function formatTime(ns: number): string {
  for (const [size, unit] of TIME_UNITS) {
    if (Math.abs(ns) >= size) return (ns / size).toFixed(2) + unit;
  }
  return `${ns}ns`;
}
