import type { Sink } from '@chisel/core/output/sink.ts';
import { standardErrors, standardOutput } from '@chisel/core/output/standard-streams.ts';

/** Writes to standard output. A reader that is gone is no error, a full disk is one. */
export function print(text: string): void {
  write(standardOutput(), text);
}

/** Writes to standard error. Where that can't be written, nobody can be told. */
export function printError(text: string | Uint8Array): void {
  try {
    write(standardErrors(), text);
  } catch {
    // Nothing is left to say it with.
  }
}

function write(sink: Sink, text: string | Uint8Array): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  sink.write(bytes, 0, bytes.length);
}
