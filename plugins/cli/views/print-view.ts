import type { ViewColumn, ViewInfo } from '@chisel/lua';
import type { BoundColumn, Cell, Row } from './view-table.ts';

/** Stands for the key in the filters that lead from one view into another. */
const KEY = '@#$f1CA^&;';

/** What is shown of a view. */
export interface ShownView {
  readonly info: ViewInfo;
  readonly columns: readonly BoundColumn[];
  readonly rows: readonly Row[];
  readonly key: ViewColumn;
  readonly json: boolean;
}

/** The rows of a view as text: a table, or JSON for other programs. */
export function printView({ info, columns, rows, key, json }: ShownView): string {
  if (!json) return viewText(columns, rows);
  return viewJson(info, columns, rows, key.filterField || key.field);
}

/** The rows as a table, each column as wide as the view has it. */
function viewText(columns: readonly BoundColumn[], rows: readonly Row[]): string {
  const shown = columns
    .map(({ column }, i) => ({ column, i }))
    .filter(({ column }) => column.name !== 'NA');
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => {
        const { size, name } = (shown[at] as (typeof shown)[0]).column;
        return size > 0 ? cell.slice(0, size - 1).padEnd(size) : cell.padEnd(name.length);
      })
      .join('')
      .trimEnd();
  const head = line(shown.map(({ column }) => column.name));
  const body = rows.map(({ cells }) => line(shown.map(({ i }) => textOf(cells[i] as Cell))));
  return `${[head, '-'.repeat(80), ...body].join('\n')}\n`;
}

function textOf(cell: Cell): string {
  if (typeof cell !== 'number') return String(cell).replaceAll(/[\x00-\x1f\x7f]/g, '.');
  return Number.isInteger(cell) ? String(cell) : cell.toFixed(2);
}

/** Fractions keep their point, as in the reference. */
function jsonOf(cell: Cell, column: BoundColumn | undefined): string {
  const text = JSON.stringify(cell);
  return column?.bound.type === 'double' && Number.isInteger(cell) ? `${text}.0` : text;
}

/** The rows as JSON, in the shape that the reference's viewer has for other programs. */
function viewJson(
  view: ViewInfo,
  columns: readonly BoundColumn[],
  rows: readonly Row[],
  keyField: string,
): string {
  const lines = rows.map(
    ({ key, cells }) =>
      `{"d":[${cells.map((cell, i) => jsonOf(cell, columns[i])).join(',')}],"k":${JSON.stringify(String(key))}}`,
  );
  const data = rows.length === 0 ? '' : `"data": [\n${lines.join(',\n')}],\n`;
  const sorting = columns.findIndex(({ column }) => column.isSorting);
  const base = view.filter === '' ? '' : `(${view.filter}) and `;
  const info = {
    appliesTo: view.appliesTo,
    canDrillDown: view.drilldownTarget !== '',
    drillDownKeyField: keyField,
    filterTemplate: `${base}${keyField}="${KEY}"`,
    legend: columns.map(({ column, bound }) => ({
      format: bound.format === '' ? 'NA' : bound.format,
      name: column.name,
      size: column.size,
      type: bound.field.listedType,
    })),
    sortingCol: Math.max(sorting, 0),
  };
  return (
    '{"slices": [\n{"progress": 0},\n' +
    `{"progress": 100, ${data}"count": ${String(rows.length)}, "info": ${JSON.stringify(info)}}\n]}\n`
  );
}
