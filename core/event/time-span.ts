import type { EventBlock } from './event-block.ts';

/** Time stamps that share their high half: those whose low half is from one up to, but not, another. */
export interface TimeSpan {
  readonly high: number;
  readonly fromLow: number;
  readonly toLow: number;
}

/** A span without time stamps. */
export const NO_TIME: TimeSpan = { high: -1, fromLow: 0, toLow: 0 };

/** What is in all of some spans. */
export function commonSpan(spans: readonly TimeSpan[]): TimeSpan {
  const [{ high } = NO_TIME] = spans;
  if (spans.some((span) => span.high !== high)) return NO_TIME;
  const fromLow = Math.max(...spans.map((span) => span.fromLow));
  return { high, fromLow, toLow: Math.min(...spans.map((span) => span.toLow)) };
}

export function isInSpan({ high, fromLow, toLow }: TimeSpan, low: number, tsHigh: number): boolean {
  return tsHigh === high && low >= fromLow && low < toLow;
}

/** The first event of a block from `from` on, and before `end`, that is not in a span; `end` if all are. */
export function firstOutside(
  { high, fromLow, toLow }: TimeSpan,
  { view, offsets }: EventBlock,
  from: number,
  end: number,
): number {
  for (let i = from; i < end; i++) {
    const start = offsets[i] as number;
    const low = view.getUint32(start, true);
    if (low < fromLow || low >= toLow || view.getUint32(start + 4, true) !== high) return i;
  }
  return end;
}
