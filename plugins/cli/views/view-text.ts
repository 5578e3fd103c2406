import { cellsOf, cellText } from './cell-text.ts';
import type { ShownView } from './view-json.ts';

const RULE = '-'.repeat(80);

/** The rows of a view as a table, each column as wide as the view has it; a byte string. */
export function viewText({ columns, layout, rows, seconds }: ShownView): string {
  const shown = columns.slice(layout.firstShown).map(({ column }) => column);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        const { size, name } = shown[i] as (typeof shown)[0];
        const isLast = i === shown.length - 1;
        if (isLast || size <= 0) return isLast ? cell : cell.padEnd(name.length + 1);
        return cell.slice(0, size - 1).padEnd(size);
      })
      .join('')
      .trimEnd();
  const head = line(shown.map(({ name }) => name));
  const body = rows.map((row) => {
    const cells = cellsOf(row, columns, layout.firstShown, seconds);
    return line(cells.map((cell) => harmless(cellText(cell))));
  });
  return `${[head, RULE, ...body].join('\n')}\n`;
}

/** What a terminal would take for commands is shown as dots. */
function harmless(text: string): string {
  return text.replaceAll(/[\x00-\x1f\x7f]/g, '.');
}
