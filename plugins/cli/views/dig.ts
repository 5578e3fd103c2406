import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import type { Consumer } from '@chisel/core/consumer.ts';
import { closeJsonString, openJsonString } from '@chisel/core/field/render/json-text.ts';
import type { Event } from '@chisel/core/state/event.ts';
import type { LineFormat } from '@chisel/text';
import type { ViewFilter } from './view-filter.ts';

export interface DigOptions {
  readonly filter: ViewFilter;
  readonly format: LineFormat;
  readonly showInternal: boolean;
  /** Takes the line of an event as a JSON string. */
  add(row: string): void;
}

/** The lines of events, for JSON. */
export class Dig implements Consumer {
  readonly name = 'dig';
  readonly needs: number;
  readonly types: Uint8Array;
  readonly wantsUnknown = true;
  readonly #options: DigOptions;
  readonly #out = new ByteWriter();

  constructor(options: DigOptions) {
    const { filter, format } = options;
    this.#options = options;
    this.needs = filter.needs | format.needs;
    this.types = filter.types;
  }

  accept(event: Event): void {
    const { filter, format, showInternal, add } = this.#options;
    if (!filter.passes(event)) return;
    if (event.type.category === 'internal' && !showInternal) return;
    const out = this.#out;
    out.length = 0;
    const start = openJsonString(out);
    if (!format.write(event, out)) return;
    closeJsonString(out, start);
    add(out.text());
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}
