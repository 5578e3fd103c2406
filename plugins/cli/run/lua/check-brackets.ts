const WORDS = /[()]|(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\s()"'])+/g;

/**
 * Throws when a filter of a script has `and` beside `or` without brackets. Scripts were written for an
 * engine that refuses it, so what the author meant by it was never seen to work.
 */
export function checkBrackets(filter: string): void {
  const operators: (string | undefined)[] = [undefined];
  for (const { 0: word } of filter.matchAll(WORDS)) {
    if (word === '(') operators.push(undefined);
    else if (word === ')') operators.pop();
    else if (word === 'and' || word === 'or') {
      const before = operators.at(-1);
      if (before !== undefined && before !== word) {
        throw new Error(
          "the filter mixes 'and' and 'or': put brackets around the parts that belong together",
        );
      }
      operators[operators.length - 1] = word;
    }
  }
}
