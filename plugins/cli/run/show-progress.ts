import type { ChiselHooks } from '@chisel/core/hooks.ts';
import { ProgressText } from '@chisel/text/progress.ts';

/** Keeps the percentage read on standard error. */
export function showProgress({ block, captureEnd }: ChiselHooks): void {
  const progress = new ProgressText();
  block.tap('progress', ({ source }) => {
    const percent = source.progress();
    if (percent !== undefined) process.stderr.write(progress.update(percent));
  });
  captureEnd.tap('progress', () => {
    process.stderr.write(progress.finish());
  });
}
