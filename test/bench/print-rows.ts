/** One line of the result. */
export interface Row {
  name: string;
  measures: string;
  ours: string;
  other: string;
  ratio: number | undefined;
  goal: string;
  /** Undefined when there is nothing to compare with. */
  met: boolean | undefined;
}

export function printRows(rows: readonly Row[], json: boolean): void {
  if (json) console.log(JSON.stringify(rows, undefined, 2));
  else for (const line of table(rows)) console.log(line);
}

function table(rows: readonly Row[]): string[] {
  const head = ['case', 'chisel', 'other', 'ratio', 'goal', ''];
  const cells = rows.map((row) => [
    row.name,
    row.ours,
    row.other,
    row.ratio === undefined ? '' : row.ratio.toFixed(2),
    row.goal,
    row.met === undefined ? '' : row.met ? 'met' : 'MISSED',
  ]);
  const all = [head, ...cells];
  const widths = head.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  return all.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}
