import type { Source } from '@chisel/core/event/source.ts';
import type { PipelineResult } from '@chisel/core/pipeline.ts';
import type { LiveCounts } from '@chisel/probe';
import { discardedBytes } from '@chisel/core/output/fd-sink.ts';
import { printError } from '../print.ts';
import { endings, type Ending } from './closeable.ts';

/** The statistics of `-v`, on standard error. */
export function reportStatistics(
  { passedCount }: PipelineResult,
  seconds: number,
  counts?: LiveCounts,
): void {
  const rate = (passedCount / seconds).toFixed(2);
  const lost = counts ? lostOf(counts) : 0;
  printError(
    `Driver Events:${String((counts?.sent ?? 0) + lost)}\nDriver Drops:${String(lost)}\n` +
      'Suppressed by Comm:0\n' +
      `Elapsed time: ${seconds.toFixed(3)}, Captured Events: ${String(passedCount)}, ${rate} eps\n`,
  );
}

/** Ends that somebody asked for, who knows that more may have happened. */
const asked: ReadonlySet<Ending> = new Set(['count', 'time', 'chisels', 'reader']);

/** Says how many events were there when the run ended, and why nobody read them, if any: to all, or with `-v`. */
export function reportUnread(
  { unread, ...counts }: LiveCounts,
  why: Ending,
  verbose: boolean,
): void {
  const isFailedStart = why === 'error' && unread === counts.sent;
  if (unread === 0 || isFailedStart || (asked.has(why) && !verbose)) return;
  const happened = counts.sent + lostOf(counts);
  printError(
    `chisel: ${String(unread)} of ${String(happened)} events were not read: ${endings[why]}\n`,
  );
}

/** Says how much of the output its reader left, if any. */
export function reportDiscarded(): void {
  const bytes = discardedBytes();
  if (bytes === 0) return;
  printError(`chisel: the reader of the output did not take the last ${String(bytes)} bytes\n`);
}

/** Says how many events were lost, and why, if any. */
export function reportLost(counts: LiveCounts): void {
  if (lostOf(counts) === 0) return;
  const { sent, full, nested, tooLarge } = counts;
  const causes = [
    [full, 'found no room, because they were not read in time'],
    [nested, 'happened while another was being written'],
    [tooLarge, 'were too large'],
  ] as const;
  const parts = causes
    .filter(([count]) => count > 0)
    .map(([count, why]) => `${String(count)} ${why}`);
  if (counts.hasSmallRings)
    parts.push('memory was short, so that the rings are smaller than usual');
  const happened = sent + lostOf(counts);
  printError(
    `chisel: ${String(lostOf(counts))} of ${String(happened)} events were lost: ${parts.join('; ')}\n`,
  );
}

function lostOf({ full, nested, tooLarge }: Omit<LiveCounts, 'unread'>): number {
  return full + nested + tooLarge;
}

/** Says how many events the edition passed over, if any. */
export function reportSkipped(source: Source): void {
  const { skippedTypes } = source as { skippedTypes?: ReadonlyMap<number, number> };
  const count = [...(skippedTypes?.values() ?? [])].reduce((sum, each) => sum + each, 0);
  if (count === 0) return;
  printError(
    `chisel: ${String(count)} events of types newer than sysdig 0.29.3 were left out; ` +
      '--edition newest shows them\n',
  );
}
