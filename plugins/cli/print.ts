import { FdSink } from '@chisel/text/sink.ts';

const output = new FdSink(1);
const errors = new FdSink(2, 'standard error');

/** Writes to standard output. A reader that is gone is no error, a full disk is one. */
export function print(text: string): void {
  const bytes = Buffer.from(text);
  output.write(bytes, 0, bytes.length);
}

/** Writes to standard error. Where that can't be written, nobody can be told. */
export function printError(text: string): void {
  const bytes = Buffer.from(text);
  try {
    errors.write(bytes, 0, bytes.length);
  } catch {
    // Nothing is left to say it with.
  }
}
