import { ChiselError } from '@chisel/core';
import { printError } from './print.ts';

/** Says on standard error what went wrong and returns the exit code. */
export function reportError(error: unknown): number {
  if (error instanceof ChiselError) {
    const remedy = error.remedy ? `\n  ${error.remedy}` : '';
    printError(`chisel: ${printable(error.message)} [${error.code}]${printable(remedy)}\n`);
    return error.exitCode;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  printError(`chisel: a defect of chisel itself:\n${printable(text)}\n`);
  return 70;
}

/** Keeps what a capture or an argument holds from steering the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\u{fffd}');
}
