import type { Consumer } from '@chisel/core/consumer.ts';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import { portServiceText } from '@chisel/core/field/render/address.ts';
import { compileFilter, type CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import type { PipelineOptions } from '@chisel/core/pipeline.ts';
import { EventSummary, RESET_COLOURS, unescapeFormat } from '@chisel/text';
import type { Settings } from '../command-line/settings.ts';
import type { Run } from '../commands/read.ts';
import { createPrinter } from './create-printer.ts';

/** Fields, filters and formats: half of the program, and a run that shows nothing does without. */
export class Language {
  readonly fields: FieldTable;
  readonly #table: EventTable;
  readonly #settings: Settings;
  readonly #summary: EventSummary | undefined;

  constructor(table: EventTable, settings: Settings) {
    this.fields = new FieldTable(table);
    this.#table = table;
    this.#settings = settings;
    this.#summary = settings.summary ? new EventSummary(table) : undefined;
  }

  compileFilter(text: string): CompiledFilter {
    return compileFilter(text, this.fields, { table: this.#table, text: this.#settings.text });
  }

  /** What the pipeline is told of the language: the filter and how ports are written. */
  pipelineOptions(filter: string | undefined): Pick<PipelineOptions, 'filter' | 'portText'> {
    const { displayFilter, text } = this.#settings;
    const early = filter === undefined || displayFilter ? undefined : this.compileFilter(filter);
    return { filter: early, ...(text.resolvePorts && { portText: portServiceText }) };
  }

  /** The consumers that print and count events. */
  printers(run: Run, filter: string | undefined): Consumer[] {
    const counted = this.#summary ? [this.#summary] : [];
    if (this.#settings.quiet) return counted;
    const late = filter !== undefined && this.#settings.displayFilter;
    return [
      ...counted,
      createPrinter(run, this.fields, late ? this.compileFilter(filter) : undefined),
    ];
  }

  /** What is written when a capture has ended: formats with colours leave none behind. */
  get afterCapture(): string {
    const { format = '' } = this.#settings;
    return format !== '' && unescapeFormat(format).includes('\x1b') ? RESET_COLOURS : '';
  }

  get summaryText(): string {
    return this.#summary?.text() ?? '';
  }
}
