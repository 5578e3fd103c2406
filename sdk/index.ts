export { defineChisel } from './define-chisel.ts';
export type {
  ArgDefinition,
  ArgDefinitions,
  Args,
  ChiselDefinition,
  ChiselEvent,
  Interval,
  Run,
} from './define-chisel.ts';
export type { FieldName, FieldTypes, FieldValue } from './field-types.ts';
export { emit, print, table } from './output.ts';
export type { Cell, Table, TableColumn } from './table.ts';
export { top, Top } from './top.ts';
export { formatBytes, formatTime, formatUnit } from './units.ts';
export type { Unit } from './units.ts';
