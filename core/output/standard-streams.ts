import { FdSink } from './fd-sink.ts';
import { isSamePlace, mayBlock } from './non-blocking.ts';

const STDOUT = 1;
const STDERR = 2;

let output: FdSink | undefined;
let errors: FdSink | undefined;

/** Standard output: one sink for all who write to it, so that what they write is in order. */
export function standardOutput(): FdSink {
  return (output ??= new FdSink(STDOUT, 'standard output'));
}

/** Standard error. Where both lead to the same reader, no line must begin in another. */
export function standardErrors(): FdSink {
  const isShared = mayBlock(STDERR) && isSamePlace(STDOUT, STDERR);
  return (errors ??= isShared ? standardOutput() : new FdSink(STDERR, 'standard error'));
}
