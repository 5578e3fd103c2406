export { FIRST_OWN, State } from './batch.ts';
export type { AnyColumn, Batch, BooleanColumn, Column, NumberColumn, TextColumn } from './batch.ts';
export { send } from './datagrams.ts';
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
export { appendFile, writeFile } from './files.ts';
export type { FieldName, FieldTypes, FieldValue } from './field-types.ts';
export { Histogram } from './histogram.ts';
export type { Bucket } from './histogram.ts';
export { histogram, KeyedHistograms, KeyedQuantile, quantile } from './keyed-histograms.ts';
export { count, KeyedNumbers, max, min, sum } from './keyed-numbers.ts';
export type { KeyedOptions } from './keyed-numbers.ts';
export { emit, print, table } from './output.ts';
export { rate, Rate } from './rate.ts';
export type { RateOptions } from './rate.ts';
export { sparkline } from './sparkline.ts';
export type { SparklineOptions } from './sparkline.ts';
export type { Cell, Table, TableColumn } from './table.ts';
export { containers, threads } from './tables.ts';
export type { Container, OpenFile, Thread } from './tables.ts';
export { top, Top } from './top.ts';
export { formatBytes, formatTime, formatUnit } from './units.ts';
export type { Unit } from './units.ts';
