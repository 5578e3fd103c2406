import type { Source } from '@chisel/core/event/source.ts';
import type { PipelineResult } from '@chisel/core/pipeline.ts';
import { printError } from '../print.ts';

/** The statistics of `-v`, on standard error. */
export function reportStatistics({ passedCount }: PipelineResult, seconds: number): void {
  const rate = (passedCount / seconds).toFixed(2);
  printError(
    'Driver Events:0\nDriver Drops:0\nSuppressed by Comm:0\n' +
      `Elapsed time: ${seconds.toFixed(3)}, Captured Events: ${String(passedCount)}, ${rate} eps\n`,
  );
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
