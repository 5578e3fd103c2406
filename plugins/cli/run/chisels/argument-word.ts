import type { Takes } from './requested-chisel.ts';

/**
 * The word that holds a chisel's arguments, of the words behind it. When all are optional, these may also
 * be the filter: they are, when they compile as one.
 */
export function argumentWord(
  words: readonly string[],
  { required, optional, filter }: Takes,
  isFilter: (text: string) => boolean,
): string | undefined {
  const [word] = words;
  if (word === undefined || required + optional === 0) return undefined;
  if (required > 0 || filter) return word;
  return isFilter(words.join(' ')) ? undefined : word;
}
