const CONTEXT = 2;
const MOST_SHOWN = 40;

/**
 * The lines in which two texts differ: `-` what was expected, `+` what came, around them some that are
 * equal. What both begin and end with is left out.
 */
export function lineDiff(expected: string, actual: string): string {
  const [before, after] = [expected.split('\n'), actual.split('\n')];
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - same;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const lines = [
    ...before.slice(Math.max(0, same - CONTEXT), same).map((line) => `  ${line}`),
    ...before.slice(same, before.length - tail).map((line) => `- ${line}`),
    ...after.slice(same, after.length - tail).map((line) => `+ ${line}`),
    ...after
      .slice(after.length - tail)
      .slice(0, CONTEXT)
      .map((line) => `  ${line}`),
  ];
  const rest = lines.length - MOST_SHOWN;
  if (rest > 0) lines.splice(MOST_SHOWN, rest, `  … ${String(rest)} more lines`);
  return lines.join('\n');
}
