import type { Consumer } from '@chisel/core/consumer.ts';
import { EventTable } from '@chisel/core/event/event-table.ts';
import type { Source } from '@chisel/core/event/source.ts';
import type { TextOptions } from '@chisel/core/field/text-options.ts';
import { portServiceText } from '@chisel/core/field/render/address.ts';
import { createBus } from '@chisel/core/hooks.ts';
import { runPipeline } from '@chisel/core/pipeline.ts';
import type { ViewInfo } from '@chisel/lua';
import { standardOutput } from '@chisel/core/output/standard-streams.ts';
import { compileFormat, defaultFormat } from '@chisel/text';
import type { Settings } from '../command-line/settings.ts';
import { closeable } from '../run/closeable.ts';
import { filterText } from '../run/filter-text.ts';
import { Language } from '../run/language.ts';
import { reportSkipped } from '../run/reports.ts';
import { scapPlugin } from '../run/scap-plugin.ts';
import { printError } from '../print.ts';
import { Dig } from './dig.ts';
import { both, drillDown } from './drill-down.ts';
import { Echo } from './echo.ts';
import { JsonSlices } from './json-slices.ts';
import { inBuckets } from './latency-buckets.ts';
import { Spectrogram } from './spectrogram.ts';
import { ViewFilter } from './view-filter.ts';
import { viewJson } from './view-json.ts';
import { fieldAt, filterAt, layoutView, TOP_DEPTH } from './view-layout.ts';
import { ViewTable } from './view-table.ts';
import { viewText } from './view-text.ts';

export interface ViewRunOptions {
  readonly file: string;
  /** The words of the filter on the command line. */
  readonly words: readonly string[];
  readonly settings: Settings;
}

/** One capture, shown in one way or the other. */
export class ViewRun {
  readonly #settings: Settings;
  readonly #file: string;
  readonly #filter: string;
  /** As in the reference's viewer: values are whole, and the same in JSON. */
  readonly #text: TextOptions;
  readonly #table: EventTable;
  readonly #language: Language;
  readonly #sink = standardOutput();

  constructor({ file, words, settings }: ViewRunOptions) {
    this.#file = file;
    this.#settings = settings;
    this.#text = { ...settings.text, json: false, bufferLimit: Infinity };
    this.#filter = filterText(words, settings) ?? '';
    this.#table = new EventTable(settings.edition);
    this.#language = new Language(this.#table, { ...settings, text: this.#text });
  }

  /** The rows of a view; as JSON with filters that lead on into one of `views`. */
  async table(view: ViewInfo, views: readonly ViewInfo[]): Promise<void> {
    const { json, printsContainers: withContainers } = this.#settings;
    const layout = layoutView(view, withContainers);
    const isSpectrogram = view.type === 'spectrogram';
    const columns = layout.columns.map((column) => {
      const field = fieldAt(column, TOP_DEPTH);
      const latency = isSpectrogram ? latencyBehind(field) : undefined;
      const bound = this.#language.bind(field);
      return {
        column,
        bound: latency ? { ...inBuckets(this.#language.bind(latency)), field: bound.field } : bound,
      };
    });
    const rows = new ViewTable({
      isList: view.type === 'list',
      useDefaults: view.useDefaults,
      filter: this.#filterOf(view),
      layout,
      columns,
    });
    const show = (): void => {
      const shown = { view, layout, columns, rows: rows.rows(), seconds: rows.seconds };
      const drills = json && view.type === 'table';
      const filter = this.#filter === '' ? '' : `${this.#filter} `;
      const behind = drills ? drillDown({ view, views, filter, withContainers }) : undefined;
      this.#write(json ? viewJson(shown, behind) : viewText(shown));
      reportLostRows(rows.lostCount);
    };
    await this.#read(() => rows, show);
  }

  /** How many took how long, a line for each half second. */
  async spectrogram(view: ViewInfo): Promise<void> {
    const key = layoutView(view, false).columns[0];
    const latency = latencyBehind(key ? fieldAt(key, TOP_DEPTH) : '');
    if (latency === undefined) return this.table(view, []);
    const rows = new Spectrogram({
      filter: this.#filterOf(view),
      latency: this.#language.bind(latency),
      clock: this.#language.bind('evt.time'),
      write: (text) => this.#write(text),
    });
    await this.#read(() => rows);
  }

  /** The lines of events as JSON. */
  async dig(): Promise<void> {
    const { format, debug } = this.#settings;
    const context = { table: this.#table, text: this.#text };
    const lines = compileFormat(
      format ?? defaultFormat('plain', false),
      context,
      this.#language.fields,
    );
    await this.#stream((add) => {
      return new Dig({
        filter: this.#filterOf(undefined),
        format: lines,
        showInternal: debug,
        add,
      });
    });
  }

  /** What is read and written. */
  async echo(): Promise<void> {
    const { json, printsContainers: withContainers } = this.#settings;
    await this.#stream((add) => {
      const bind = (field: string) => this.#language.bind(field);
      return new Echo({ filter: this.#filterOf(undefined), bind, add, json, withContainers });
    });
  }

  /** Reads past a consumer whose rows are written as they come. */
  async #stream(create: (add: (row: string) => void) => Consumer): Promise<void> {
    const write = (bytes: string): void => this.#write(bytes);
    if (!this.#settings.json) return this.#read(() => create(write));
    let slices: JsonSlices | undefined;
    const open = (source: Source): Consumer => {
      slices = new JsonSlices(source, write);
      return create((row) => slices?.add(row));
    };
    await this.#read(open, () => slices?.end());
  }

  #filterOf(view: ViewInfo | undefined): ViewFilter {
    const text = both(this.#filter, view === undefined ? '' : filterAt(view, TOP_DEPTH));
    return new ViewFilter(text === '' ? undefined : this.#language.compileFilter(text));
  }

  /** Reads the capture to its end, or to where it is damaged; what was read until then is shown. */
  async #read(create: (source: Source) => Consumer, show?: () => void): Promise<void> {
    const { maxEvents, maxDurationNs, text } = this.#settings;
    const { hooks } = createBus().use(scapPlugin);
    const source = await hooks.openSource.promise({ file: this.#file, table: this.#table });
    const { signal, release } = closeable();
    try {
      await runPipeline({
        hooks,
        source,
        table: this.#table,
        filter: undefined,
        consumers: [create(source)],
        signal,
        ...(maxEvents !== undefined && { maxEvents }),
        ...(maxDurationNs !== undefined && { maxDurationNs }),
        ...(text.resolvePorts && { portText: portServiceText }),
      });
    } finally {
      release();
      show?.();
      reportSkipped(source);
    }
  }

  #write(bytes: string): void {
    const buffer = Buffer.from(bytes, 'latin1');
    this.#sink.write(buffer, 0, buffer.length);
  }
}

const QUANTIZED = '.quantized';

/** The field of lengths of time that a spectrogram sorts into buckets; undefined when it is none. */
function latencyBehind(field: string): string | undefined {
  return field.endsWith(QUANTIZED) ? field.slice(0, -QUANTIZED.length) : undefined;
}

function reportLostRows(count: number): void {
  if (count === 0) return;
  printError(`chisel: the view is full; ${String(count)} events would have made more rows\n`);
}
