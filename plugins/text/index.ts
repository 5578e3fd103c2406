export { compileFormat, type LineFormat } from './compile-format.ts';
export { compileJsonFormat } from './compile-json.ts';
export {
  defaultFormat,
  defaultPluginFormat,
  RESET_COLOURS,
  type FormatKind,
} from './default-format.ts';
export { EventSummary } from './event-summary.ts';
export { LinePrinter, type LinePrinterOptions } from './line-printer.ts';
export { unescapeFormat, type FieldFinder } from './parse-format.ts';
export { ProgressText } from './progress.ts';
export { sortAsReference } from './sort-as-reference.ts';
