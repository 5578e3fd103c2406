import { Dice } from './dice.ts';
import { formatSnippet, numberSnippet, textSnippet } from './value-snippets.ts';
import { edgeSnippet } from './edge-snippets.ts';
import { errorSnippet, syntaxSnippet } from './error-snippets.ts';
import { librarySnippet } from './library-snippets.ts';
import { patternSnippet } from './pattern-snippets.ts';
import { programSnippet } from './program-snippets.ts';
import { tableSnippet } from './table-snippets.ts';

/** Kinds of snippets, and how many of each a round has. */
const KINDS: readonly [count: number, make: (dice: Dice) => string][] = [
  [900, numberSnippet],
  [900, formatSnippet],
  [500, textSnippet],
  [1100, patternSnippet],
  [700, tableSnippet],
  [700, librarySnippet],
  [800, programSnippet],
  [700, errorSnippet],
  [500, syntaxSnippet],
  [900, edgeSnippet],
];

/** Small programs over the whole language and library, the same for the same seed. */
export function makeSnippets(seed: number): string[] {
  const dice = new Dice(seed);
  return KINDS.flatMap(([count, make]) => Array.from({ length: count }, () => make(dice)));
}
