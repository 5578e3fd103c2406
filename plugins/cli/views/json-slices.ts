import type { Source } from '@chisel/core/event/source.ts';

/** Rows in one slice. */
const SLICE_ROWS = 2000;

/** Rows that are written as they come, as JSON: slices that say how much of the capture is done. */
export class JsonSlices {
  readonly #write: (bytes: string) => void;
  readonly #source: Source;
  #rows: string[] = [];
  #count = 0;

  constructor(source: Source, write: (bytes: string) => void) {
    this.#source = source;
    this.#write = write;
    write('{"slices": [\n');
  }

  /** Takes a row, which is JSON of its own; a byte string. */
  add(row: string): void {
    this.#count++;
    this.#rows.push(row);
    if (this.#rows.length === SLICE_ROWS) this.#flush('');
  }

  end(): void {
    this.#flush(` "count": ${String(this.#count)}, `);
    this.#write(']}\n');
  }

  #flush(count: string): void {
    const isLast = count !== '';
    const percent = isLast ? 100 : (this.#source.progress() ?? 0);
    const rows = this.#rows.join(',');
    const head = `{"progress": ${percent.toFixed(2)},${count}`;
    this.#write(`${head}"data": [${rows}]\n}${isLast ? '' : ','}`);
    this.#rows = [];
  }
}
