import { formatUnit, type Unit } from './units.ts';

export type Cell = string | number | bigint | boolean | undefined;

export interface TableColumn {
  readonly title: string;
  /** Name in JSON; the title in lower case when absent. */
  readonly key?: string;
  readonly unit?: Unit;
  /** Numbers are right-aligned unless this says otherwise. */
  readonly align?: 'left' | 'right';
}

export interface Table {
  readonly columns: readonly (string | TableColumn)[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A cell that is longer is cut: one value must not hide the others. */
const MAX_CELL = 200;

/** The table as aligned text, a line a row. The last column is cut at `width` when that is not 0. */
export function formatTable(table: Table, width = 0): string {
  const columns = table.columns.map(toColumn);
  const cells = table.rows.map((row) => columns.map((column, i) => formatCell(row[i], column)));
  const widths = columns.map(({ title }, i) =>
    cells.reduce((most, row) => Math.max(most, (row[i] as string).length), title.length),
  );
  const right = columns.map((column, i) => isRight(column, table, i));
  const line = (row: readonly string[]): string => {
    const text = row.map((cell, i) => pad(cell, widths[i] as number, right[i] === true)).join('  ');
    return `${(width > 0 ? text.slice(0, width) : text).trimEnd()}\n`;
  };
  const rule = '-'.repeat(width > 0 ? Math.min(width, lineWidth(widths)) : lineWidth(widths));
  return `${line(columns.map(({ title }) => title))}${rule}\n${cells.map(line).join('')}`;
}

/** The rows as objects by column, for JSON. */
export function tableObjects(table: Table): Record<string, Cell>[] {
  const keys = table.columns.map(toColumn).map(({ key, title }) => key ?? title.toLowerCase());
  return table.rows.map((row) => Object.fromEntries(keys.map((key, i) => [key, row[i]])));
}

function toColumn(column: string | TableColumn): TableColumn {
  return typeof column === 'string' ? { title: column } : column;
}

function formatCell(cell: Cell, { unit = 'none' }: TableColumn): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number' || typeof cell === 'bigint') return formatUnit(cell, unit);
  const text = String(cell).replace(/\s/g, ' ');
  return text.length > MAX_CELL ? `${text.slice(0, MAX_CELL - 1)}…` : text;
}

function isRight({ align }: TableColumn, { rows }: Table, index: number): boolean {
  if (align) return align === 'right';
  return rows.some((row) => typeof row[index] === 'number' || typeof row[index] === 'bigint');
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

function lineWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + 2, -2);
}
