import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import { writeJsonString } from '@chisel/core/field/render/json-text.ts';
import type { ViewInfo } from '@chisel/lua';
import { cellsOf, jsonValue, type ShownCell } from './cell-text.ts';
import type { DrillDown } from './drill-down.ts';
import { keyOf, type ViewLayout } from './view-layout.ts';
import type { BoundColumn, ViewRow } from './view-table.ts';

export interface ShownView {
  readonly view: ViewInfo;
  readonly layout: ViewLayout;
  readonly columns: readonly BoundColumn[];
  readonly rows: readonly ViewRow[];
  /** Length of the capture. */
  readonly seconds: number;
}

/** The rows of a view as JSON, in the shape that the reference's viewer has for other programs. */
export function viewJson(shown: ShownView, drillDown: DrillDown | undefined): string {
  const { rows, layout } = shown;
  const keyColumn = shown.columns[layout.isGrouped ? 1 : 0];
  const lines = rows.map((row) => {
    const cells = cellsOf(row, shown.columns, layout.firstShown, shown.seconds);
    const key = String(keyColumn ? jsonValue({ ...cellOfKey(row, keyColumn) }) : row.key);
    return `{"d":[${cells.map((cell) => cellJson(cell)).join(',')}],"k":${quoted(key)}}`;
  });
  const data = rows.length === 0 ? '' : `"data": [\n${lines.join(',\n')}],\n`;
  const info = infoJson(shown, drillDown);
  return (
    '{"slices": [\n{"progress": 0},\n' +
    `{"progress": 100, ${data}"count": ${String(rows.length)}, "info": ${info}}\n]}\n`
  );
}

function cellOfKey({ key }: ViewRow, column: BoundColumn): ShownCell {
  return { value: key, count: 1, column };
}

function infoJson({ view, layout, columns }: ShownView, drillDown: DrillDown | undefined): string {
  const key = keyOf(layout, view);
  const legend = columns
    .slice(layout.firstShown)
    .map(
      ({ column, bound }) =>
        `{"format":${quoted(bound.field.format === '' ? 'NA' : bound.field.format)},` +
        `"name":${quoted(column.name)},"size":${String(column.size)},"type":${quoted(bound.field.listedType)}}`,
    );
  const members = [
    view.appliesTo.length > 0 && `"appliesTo":[${view.appliesTo.map(quoted).join(',')}]`,
    `"canDrillDown":${String(key !== undefined)}`,
    key && `"drillDownKeyField":${quoted(key.field)}`,
    drillDown && `"filterTemplate":${quoted(drillDown.filterTemplate)}`,
    drillDown && `"filterTemplateF":${quoted(drillDown.filterTemplateF)}`,
    `"legend":[${legend.join(',')}]`,
    `"sortingCol":${String(layout.sortingNumber)}`,
  ];
  return `{${members.filter((member) => typeof member === 'string').join(',')}}`;
}

/** Fractions have 17 digits and keep their point. */
function cellJson(cell: ShownCell): string {
  const value = jsonValue(cell);
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'number' || cell.column.bound.field.listedType !== 'DOUBLE')
    return String(value);
  const text = value.toPrecision(17);
  const short = /[.]/.test(text) && !text.includes('e') ? text.replace(/0+$/, '') : text;
  return short.endsWith('.') ? `${short}0` : short;
}

const out = new ByteWriter();

/** A byte string as a JSON string. */
function quoted(text: string): string {
  out.length = 0;
  writeJsonString(out, text);
  return out.text();
}
