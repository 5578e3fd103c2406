/** `new Function` puts this many lines before the body. */
export const LINES_BEFORE_BODY = 2;

/** Runs code of our own making as a function's body; `name` is what stack traces call it. */
export function evaluateScript<T>(code: string, name: string, runtime?: object): T {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- code is generated, its texts quoted
  const run = new Function('runtime', `"use strict"; ${code}\n//# sourceURL=${name}`);
  return (run as (runtime: object | undefined) => T)(runtime);
}
