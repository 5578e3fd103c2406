import type { Consumer } from '@chisel/core/consumer.ts';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import { portServiceText } from '@chisel/core/field/render/address.ts';
import { compileFilter, type CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import type { PipelineOptions } from '@chisel/core/pipeline.ts';
import { EventSummary, RESET_COLOURS, unescapeFormat } from '@chisel/text';
import type { BoundField, FieldContext } from '@chisel/core/field/field.ts';
import type { TextOptions } from '@chisel/core/field/text-options.ts';
import type { Settings } from '../command-line/settings.ts';
import type { Run } from '../commands/read.ts';
import { createPrinter } from './create-printer.ts';

/** What scripts call the ways in which buffers look. */
const scriptFormats: Readonly<Record<string, Partial<TextOptions>>> = {
  normal: {},
  json: { json: true },
  simple: {},
  hex: { bufferFormat: 'hex' },
  hexascii: { bufferFormat: 'hexAscii' },
  ascii: { bufferFormat: 'ascii' },
  base64: { bufferFormat: 'base64' },
  jsonbase64: { bufferFormat: 'base64', json: true },
};

/** Fields, filters and formats: half of the program, and a run that shows nothing does without. */
export class Language {
  readonly fields: FieldTable;
  readonly #table: EventTable;
  readonly #settings: Settings;
  #text: TextOptions;
  #scriptFormat: string;
  #scriptFilter: CompiledFilter | undefined;
  readonly #summary: EventSummary | undefined;

  constructor(table: EventTable, settings: Settings) {
    this.fields = new FieldTable(table);
    this.#table = table;
    this.#settings = settings;
    this.#text = settings.text;
    const { json, bufferFormat } = settings.text;
    this.#scriptFormat = bufferFormat !== 'dotted' ? 'chosen' : json ? 'json' : 'normal';
    this.#summary = settings.summary ? new EventSummary(table) : undefined;
  }

  /** What values look like, as the command line and scripts have it. */
  get context(): FieldContext {
    return { table: this.#table, text: this.#text };
  }

  compileFilter(text: string): CompiledFilter {
    return compileFilter(text, this.fields, this.context);
  }

  /** Makes a field ready that is named in full. */
  bind(name: string): BoundField {
    const { field, argument } = this.fields.resolve(name, 'display');
    return field.bind(this.context, argument);
  }

  /** The same for a script, which is given texts as texts, JSON or not. */
  bindForScript(name: string): BoundField {
    const { field, argument } = this.fields.resolve(name, 'display');
    return field.bind({ table: this.#table, text: { ...this.#text, json: false } }, argument);
  }

  /** Whether output is plain JSON, as scripts are told. */
  get scriptFormat(): 'json' | 'normal' {
    return this.#scriptFormat === 'json' ? 'json' : 'normal';
  }

  /** A script chooses how buffers look, unless that has been chosen already; false when it can't be. */
  chooseFormat(name: string): boolean {
    if (this.#scriptFormat !== 'normal') return true;
    const change = scriptFormats[name];
    if (change === undefined) return false;
    this.#text = { ...this.#text, ...change };
    this.#scriptFormat = name;
    return true;
  }

  /** A script's filter for the whole run. */
  setScriptFilter(text: string): void {
    if (this.#scriptFilter !== undefined) throw new Error('filter can only be set once');
    this.#scriptFilter = this.compileFilter(text);
  }

  /** What the pipeline is told of the language: the filter and how ports are written. */
  pipelineOptions(filter: string | undefined): Pick<PipelineOptions, 'filter' | 'portText'> {
    const { displayFilter, text } = this.#settings;
    // What is wrong in a filter is an error, also where it is asked late or by nobody.
    const compiled = filter === undefined ? undefined : this.compileFilter(filter);
    const early = displayFilter ? undefined : compiled;
    const filters = early ?? this.#scriptFilter;
    return { filter: filters, ...(text.resolvePorts && { portText: portServiceText }) };
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
