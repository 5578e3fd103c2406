import type { EventTable } from '@chisel/core/event/event-table.ts';
import { GzipOutput } from './gzip-output.ts';
import { OutputFile, type CaptureOutput, type OutputOptions } from './output-file.ts';
import { PrunedOutput } from './pruned-output.ts';

export interface OpenOptions extends OutputOptions {
  readonly compress: boolean;
  /** Given, the tables are left with the processes that events are about. */
  readonly pruneBy?: EventTable | undefined;
}

/** Opens a file, or standard output, for writing a capture. */
export function openOutput(options: OpenOptions): CaptureOutput {
  const { file, pruneBy } = options;
  return pruneBy ? new PrunedOutput(file, pruneBy, () => openPlain(options)) : openPlain(options);
}

function openPlain(options: OpenOptions): CaptureOutput {
  const output = new OutputFile(options);
  return options.compress ? new GzipOutput(output) : output;
}
