import type { Consumer } from '@chisel/core/consumer.ts';
import { Layout, type EventBlock } from '@chisel/core/event/event-block.ts';
import { EventRecord } from '@chisel/core/event/event-record.ts';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import type { SectionStart } from '@chisel/core/event/source.ts';
import { HEADER_BYTES } from '../read/block-types.ts';
import { BlockWriter } from './block-writer.ts';
import { frameEvent } from './frame-event.ts';
import type { CaptureOutput } from './output-file.ts';
import { tablesForReaders } from './tables-for-readers.ts';
import { writeTables } from './write-tables.ts';

const CPU_BYTES = 2;
const FLAGS_BYTES = 4;

export interface CopierOptions {
  readonly table: EventTable;
  /** Opens the output once the first section has been read. */
  readonly open: () => CaptureOutput;
  readonly live: boolean;
}

/** Writes all events as they come, whole blocks at once: it looks at none of them. */
export class BlockCopier implements Consumer {
  readonly name = 'capture writer';
  readonly needs = 0;
  readonly types: Uint8Array;
  readonly wantsUnknown = false;
  readonly #options: CopierOptions;
  readonly #out = new BlockWriter();
  readonly #record: EventRecord;
  #output: CaptureOutput | undefined;

  constructor(options: CopierOptions) {
    this.#options = options;
    this.types = new Uint8Array(options.table.types.length);
    this.#record = new EventRecord(options.table);
  }

  sectionStart({ tables }: SectionStart): void {
    const { table, live, open } = this.#options;
    const output = (this.#output ??= open());
    this.#out.length = 0;
    writeTables(this.#out, tablesForReaders(tables, { edition: table.edition, live }));
    output.write(this.#out.written());
    output.flush();
  }

  /** Not called: no type is wanted. */
  accept(): void {}

  block(block: EventBlock, count: number): void {
    const { frames, bytes } = block;
    if (frames === undefined || hasVersion1(block)) this.#frameAll(block, count);
    else this.#output?.write(bytes.subarray(frames.from, endOfFrames(block, count)));
  }

  blockEnd(): Promise<void> | undefined {
    return this.#output?.drained();
  }

  end(): Promise<void> {
    this.#output?.flush();
    return Promise.resolve();
  }

  close(): Promise<void> | undefined {
    return this.#output?.close();
  }

  #frameAll(block: EventBlock, count: number): void {
    const out = this.#out;
    out.length = 0;
    for (let i = 0; i < count; i++) {
      this.#record.seek(block, i);
      frameEvent(out, this.#record, this.#record.dumpFlags);
    }
    this.#output?.write(out.written());
  }
}

function hasVersion1({ layouts, count }: EventBlock): boolean {
  for (let i = 0; i < count; i++) if (((layouts[i] as number) & Layout.V1) !== 0) return true;
  return false;
}

/** Where the frame of the first event ends that was not taken. */
function endOfFrames(block: EventBlock, count: number): number {
  const { frames, offsets, layouts } = block;
  if (count === block.count) return frames?.to ?? 0;
  const flags = ((layouts[count] as number) & Layout.DUMP_FLAGS) === 0 ? 0 : FLAGS_BYTES;
  return (offsets[count] as number) - CPU_BYTES - flags - HEADER_BYTES;
}
