import { GzipOutput } from './gzip-output.ts';
import { OutputFile, type CaptureOutput, type OutputOptions } from './output-file.ts';

/** Opens a file, or standard output, for writing a capture. */
export function openOutput(options: OutputOptions & { compress: boolean }): CaptureOutput {
  const output = new OutputFile(options);
  return options.compress ? new GzipOutput(output) : output;
}
