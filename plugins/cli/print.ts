import { FdSink } from '@chisel/text/sink.ts';

const output = new FdSink(1);

/** Writes to standard output. A reader that is gone is no error, a full disk is one. */
export function print(text: string): void {
  const bytes = Buffer.from(text);
  output.write(bytes, 0, bytes.length);
}
