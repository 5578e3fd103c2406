/** The name that a mistyped word most likely stood for; undefined when none is near. */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  return nearestNames(word, names)[0];
}

/** The names, at most three, that a mistyped word may have stood for, likeliest first. */
export function nearestNames(word: string, names: Iterable<string>): string[] {
  if (word.length === 0 || word.length > MAX_WORD) return [];
  const limit = Math.max(1, Math.floor(word.length / 3));
  const lower = word.toLowerCase();
  const near: { name: string; distance: number }[] = [];
  for (const name of names) {
    if (Math.abs(name.length - word.length) > limit) continue;
    const distance = editDistance(lower, name.toLowerCase(), limit);
    if (distance <= limit) near.push({ name, distance });
  }
  near.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return near.slice(0, MOST).map(({ name }) => name);
}

const MOST = 3;
/** Longer words are no typing errors, and comparing them takes time. */
const MAX_WORD = 64;

/** Letters to insert, drop, change or swap with their neighbour; gives up beyond `limit`. */
function editDistance(from: string, to: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let cost = Math.min(
        at(previous, j) + 1,
        at(row, j - 1) + 1,
        at(previous, j - 1) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        cost = Math.min(cost, at(before, j - 2) + 1);
      }
      row.push(cost);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = previous;
    previous = row;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] as number;
}
