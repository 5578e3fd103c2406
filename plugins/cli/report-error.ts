import { ChiselError } from '@chisel/core';
import { printError } from './print.ts';
import { printable } from './printable.ts';

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
