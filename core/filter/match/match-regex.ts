import { createRequire } from 'node:module';
import type { RE2JS } from 're2js';
import { fromByteString } from '../grammar/filter-scanner.ts';

type Engine = Pick<typeof RE2JS, 'compile'>;

let engine: Engine | undefined;

/** Longest pattern, in characters. */
const MAX_PATTERN = 2000;

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
  return remember((value) => compiled.matches(fromByteString(value)));
}

/** It is large, and few filters use it. */
function loadEngine(): Engine {
  const library = createRequire(import.meta.url)('re2js') as { RE2JS: Engine };
  return library.RE2JS;
}

/** The same names come again and again: answers for short values are kept, up to a number of them. */
function remember(matches: (value: string) => boolean): (value: string) => boolean {
  const answers = new Map<string, boolean>();
  return (value) => {
    if (value.length > MAX_KEPT_LENGTH) return matches(value);
    let answer = answers.get(value);
    if (answer === undefined) {
      if (answers.size >= MAX_KEPT) answers.clear();
      answers.set(value, (answer = matches(value)));
    }
    return answer;
  };
}

const MAX_KEPT = 2000;
const MAX_KEPT_LENGTH = 200;
