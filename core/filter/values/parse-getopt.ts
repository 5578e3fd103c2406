/**
 * The options in a list of arguments by the rules of getopt(3): each option and, when it takes one,
 * its value, one after the other; `?` for an option that is not known, `?` or `:` for a value that is
 * missing. With `selected`, the value of that option instead, or its name when it takes none; the last
 * one counts; undefined when it isn't there. Long options are passed over.
 */
export function parseGetopt(
  words: readonly string[],
  options: string,
  selected: string | undefined,
): string | readonly string[] | undefined {
  const found: [name: string, value: string | undefined][] = [];
  const missing = options.startsWith(':') ? ':' : '?';
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === '--') break;
    if (word.startsWith('--')) continue;
    if (word.length < 2 || !word.startsWith('-')) break;
    if (readCluster(word, options, words[i + 1], missing, found)) i++;
  }
  if (selected === undefined) {
    return found.flatMap(([name, value]) => (value === undefined ? [name] : [name, value]));
  }
  const last = found.findLast(([name]) => name === selected);
  return last && (last[1] ?? last[0]);
}

/** Reads the options in one word and returns whether the next word was used as a value. */
function readCluster(
  word: string,
  options: string,
  next: string | undefined,
  missing: string,
  found: [string, string | undefined][],
): boolean {
  for (let i = 1; i < word.length; i++) {
    const name = word[i] as string;
    const at = name === ':' ? -1 : options.indexOf(name);
    if (at < 0) {
      found.push(['?', undefined]);
      continue;
    }
    if (options[at + 1] !== ':') {
      found.push([name, undefined]);
      continue;
    }
    if (i + 1 < word.length) {
      found.push([name, word.slice(i + 1)]);
      return false;
    }
    found.push(next === undefined ? [missing, undefined] : [name, next]);
    return next !== undefined;
  }
  return false;
}
