import { createRequire } from 'node:module';
import type { RE2JS } from 're2js';
import { fromByteString } from './filter-scanner.ts';

type Engine = Pick<typeof RE2JS, 'compile'>;

let engine: Engine | undefined;

/** Longest pattern, in characters. */
export const MAX_PATTERN = 2000;

/**
 * Compiles a regular expression in RE2 syntax that has to match the whole value. Throws an Error with
 * the reason when it can't be used. The engine takes time linear in the value, whatever the pattern.
 */
export function compileRegex(pattern: string): (value: string) => boolean {
  if (pattern.length > MAX_PATTERN) {
    throw new Error(`it has ${pattern.length} characters, more than ${MAX_PATTERN}`);
  }
  engine ??= loadEngine();
  const compiled = engine.compile(fromByteString(pattern));
  return (value) => compiled.matcher(fromByteString(value)).matches();
}

/** It is large, and few filters use it. */
function loadEngine(): Engine {
  const library = createRequire(import.meta.url)('re2js') as { RE2JS: Engine };
  return library.RE2JS;
}
