import type { ChiselHooks } from '@chisel/core/hooks.ts';
import { ProgressText } from '@chisel/text/progress.ts';
import { printError } from '../print.ts';

/** Keeps the percentage read on standard error. */
export function showProgress({ block, captureEnd }: ChiselHooks): void {
  const progress = new ProgressText();
  block.tap('progress', ({ source }) => {
    const percent = source.progress();
    if (percent !== undefined) printError(progress.update(percent));
  });
  captureEnd.tap('progress', () => {
    printError(progress.finish());
  });
}
