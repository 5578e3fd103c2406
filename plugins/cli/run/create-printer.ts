import type { FieldTable } from '@chisel/core/field/field-table.ts';
import type { CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import {
  compileFormat,
  compileJsonFormat,
  defaultFormat,
  defaultPluginFormat,
  LinePrinter,
} from '@chisel/text';
import type { Run } from '../commands/read.ts';
import { writesToTerminal } from '../terminal.ts';

/** The consumer that prints event lines as the settings say. */
export function createPrinter(
  run: Run,
  fields: FieldTable,
  displayFilter: CompiledFilter | undefined,
): LinePrinter {
  const { settings, table, sink, stop } = run;
  const terminal = writesToTerminal();
  const context = { table, text: settings.text };
  const compile = settings.json ? compileJsonFormat : compileFormat;
  const own = settings.format;
  return new LinePrinter({
    table,
    format: compile(own ?? defaultFormat('plain', terminal), context, fields),
    pluginFormat: compile(own ?? defaultPluginFormat(terminal), context, fields),
    sink,
    unbuffered: settings.unbuffered || terminal,
    showInternal: settings.debug,
    onClosed: () => stop('reader'),
    ...(displayFilter && { displayFilter }),
  });
}
