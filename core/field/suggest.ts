/** How many names are suggested. */
const MOST = 3;
/** Longer words are no typing errors, and comparing them takes time. */
const MAX_LENGTH = 64;

/** The names that differ least from a mistyped one, best first. */
export function nearestNames(word: string, names: Iterable<string>): string[] {
  if (word.length === 0 || word.length > MAX_LENGTH) return [];
  const limit = Math.max(2, Math.floor(word.length / 4));
  const lower = word.toLowerCase();
  const near: { name: string; distance: number }[] = [];
  for (const name of names) {
    if (Math.abs(name.length - word.length) > limit) continue;
    const distance = editDistance(lower, name.toLowerCase());
    if (distance <= limit) near.push({ name, distance });
  }
  near.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return near.slice(0, MOST).map(({ name }) => name);
}

/** Letters to insert, drop or change. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
