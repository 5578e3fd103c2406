const BARS = '▁▂▃▄▅▆▇█';

export interface SparklineOptions {
  /** Only the last of the values, so many. */
  readonly width?: number;
  /** The value of a full bar; the largest of the values when absent. */
  readonly max?: number;
}

/** Values as a row of bars, one character each: `▁▃█`. Values below 0 count as 0. */
export function sparkline(values: readonly number[], options: SparklineOptions = {}): string {
  const { width = values.length } = options;
  const shown = width > 0 ? values.slice(-width) : [];
  const top = options.max ?? shown.reduce((most, value) => Math.max(most, value), 0);
  return shown.map((value) => barOf(top > 0 ? value / top : 0)).join('');
}

function barOf(share: number): string {
  const step = Math.floor(Math.min(1, Math.max(0, share || 0)) * BARS.length);
  return BARS[Math.min(step, BARS.length - 1)] as string;
}
