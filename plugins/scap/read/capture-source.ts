import type { EventTable } from '@chisel/core/event/event-table.ts';
import type { Source, SourceItem } from '@chisel/core/event/source.ts';
import { CaptureFile } from './capture-file.ts';
import { EventWalk } from './event-walk.ts';

const EVENT_IDS = 65536;
/** How many events a block has at most. */
const BLOCK_EVENTS = 16384;

export interface CaptureOptions {
  /** Events that its edition doesn't know are left out, unless the edition is `newest`. */
  table: EventTable;
}

/** The events of capture files. */
export interface CaptureSource extends Source {
  /** Per event id, how many events were left out because the edition doesn't know them. */
  readonly skippedTypes: ReadonlyMap<number, number>;
}

/** Reads capture files one after the other; `-` is standard input. Nothing is opened before the first `next`. */
export function openCaptures(files: readonly string[], options: CaptureOptions): CaptureSource {
  return new FilesSource(files, options);
}

class FilesSource implements CaptureSource {
  readonly live = false;
  readonly #files: readonly string[];
  readonly #walk: EventWalk;
  #index = -1;
  #file: CaptureFile | undefined;

  constructor(files: readonly string[], { table }: CaptureOptions) {
    this.#files = files;
    this.#walk = new EventWalk(BLOCK_EVENTS, keptEvents(table));
  }

  get name(): string {
    const index = Math.min(Math.max(this.#index, 0), this.#files.length - 1);
    return this.#files[index] ?? '';
  }

  get skippedTypes(): ReadonlyMap<number, number> {
    const counts = new Map<number, number>();
    const { skipped, lastSkipped } = this.#walk;
    for (let id = 0; id <= lastSkipped; id++) {
      const count = skipped[id] as number;
      if (count > 0) counts.set(id, count);
    }
    return counts;
  }

  async next(): Promise<SourceItem | undefined> {
    for (;;) {
      const item = await this.#file?.next();
      if (item !== undefined) return item;
      await this.#file?.close();
      this.#file = undefined;
      this.#index = Math.min(this.#index + 1, this.#files.length);
      const name = this.#files[this.#index];
      if (name === undefined) return undefined;
      this.#file = await CaptureFile.open(name, this.#walk);
    }
  }

  progress(): number | undefined {
    const done = Math.max(this.#index, 0);
    const part = this.#file ? this.#file.progress() : 0;
    if (part === undefined || this.#files.length === 0) return undefined;
    return Math.min(100, ((done + part) / this.#files.length) * 100);
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    this.#index = this.#files.length;
    await file?.close();
  }
}

/** By event id: 1 for those that the edition shows. */
function keptEvents(table: EventTable): Uint8Array {
  const kept = new Uint8Array(EVENT_IDS);
  if (table.edition === 'newest') return kept.fill(1);
  for (const { id, known } of table.types) kept[id] = known ? 1 : 0;
  return kept;
}
