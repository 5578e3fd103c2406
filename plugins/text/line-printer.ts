import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import type { Consumer } from '@chisel/core/consumer.ts';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import type { Sink } from '@chisel/core/output/sink.ts';
import type { Event } from '@chisel/core/state/event.ts';
import type { LineFormat } from './compile-format.ts';

const LINE_END = 0x0a;
/** Lines are written when they are as many bytes as this. */
const CHUNK_BYTES = 1 << 17;
/** Fewer wait for more, but between blocks no longer than this. */
const MAX_WAIT_MS = 100;
/** Events of plugins have a format of their own. */
const PLUGIN_EVENT = 322;

export interface LinePrinterOptions {
  readonly table: EventTable;
  readonly format: LineFormat;
  /** The format of plugin events; the same one unless given. */
  readonly pluginFormat?: LineFormat;
  readonly sink: Sink;
  /** Whether each line is written at once. */
  readonly unbuffered: boolean;
  /** Whether the internal events are shown as well. */
  readonly showInternal: boolean;
  /** Only events it accepts are printed, although all have been formatted. */
  readonly displayFilter?: { readonly needs: number; test(event: Event): boolean };
  /** Told once when the reader of the lines has gone: the run may end. */
  readonly onClosed?: () => void;
}

/** Prints a line for each event. */
export class LinePrinter implements Consumer {
  readonly name = 'lines';
  readonly needs: number;
  readonly types: Uint8Array;
  readonly wantsUnknown = true;
  readonly #options: LinePrinterOptions;
  readonly #out = new ByteWriter(CHUNK_BYTES * 2);
  readonly #format: LineFormat;
  readonly #pluginFormat: LineFormat;
  readonly #limit: number;
  #told = false;
  #flushedMs = 0;

  constructor(options: LinePrinterOptions) {
    const { table, format, pluginFormat = format, displayFilter } = options;
    this.#options = options;
    this.#format = format;
    this.#pluginFormat = pluginFormat;
    this.#limit = options.unbuffered ? 0 : CHUNK_BYTES;
    this.needs = format.needs | pluginFormat.needs | (displayFilter?.needs ?? 0);
    this.types = Uint8Array.from(table.types, ({ category }) =>
      options.showInternal || category !== 'internal' ? 1 : 0,
    );
  }

  accept(event: Event): void {
    const out = this.#out;
    const start = out.length;
    const format = event.typeId === PLUGIN_EVENT ? this.#pluginFormat : this.#format;
    if (!format.write(event, out)) return;
    if (this.#options.displayFilter?.test(event) === false) {
      out.length = start;
      return;
    }
    out.writeByte(LINE_END);
    if (out.length > this.#limit) this.flush();
  }

  /** Writes what has been printed so far. */
  flush(): void {
    const { sink, onClosed } = this.#options;
    const out = this.#out;
    if (out.length > 0) sink.write(out.bytes, 0, out.length);
    out.length = 0;
    this.#flushedMs = Date.now();
    if (!sink.closed || this.#told) return;
    this.#told = true;
    onClosed?.();
  }

  blockEnd(): Promise<void> | undefined {
    if (this.#out.length > 0 && Date.now() - this.#flushedMs > MAX_WAIT_MS) this.flush();
    return this.#options.sink.drained();
  }

  end(): Promise<void> {
    this.flush();
    return Promise.resolve();
  }
}
