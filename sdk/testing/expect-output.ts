import { AssertionError } from 'node:assert';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export interface ExpectOptions {
  /** Writes the file instead of comparing with it; when absent, `CHISEL_UPDATE=1` decides. */
  readonly update?: boolean;
}

/**
 * Compares an output with the one in a file, and throws an AssertionError, which all test runners show
 * as a difference, when they are not equal.
 */
export function expectOutput(
  output: string,
  file: string | URL,
  { update = process.env['CHISEL_UPDATE'] === '1' }: ExpectOptions = {},
): void {
  if (update) {
    writeFileSync(file, output);
    return;
  }
  const expected = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (output === expected) return;
  throw new AssertionError({
    message:
      expected === undefined
        ? `${String(file)} is not there yet: run the tests once with CHISEL_UPDATE=1`
        : `the output is not the one of ${String(file)}`,
    actual: output,
    expected,
    operator: 'strictEqual',
    stackStartFn: expectOutput,
  });
}
