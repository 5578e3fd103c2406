import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventRecord } from '@chisel/core/event/event-record.ts';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import { eventBlockTypes, HEADER_BYTES } from '../block-types.ts';
import { OutputFile, type CaptureOutput } from './output-file.ts';
import { PidParams } from './pid-params.ts';
import { pruneProcesses } from './prune-processes.ts';

const CPU_BYTES = 2;
const FLAGS_BYTES = 4;
const OWNER_ONLY = 0o600;

/**
 * A capture whose tables only have processes that its events are about. Which ones is known at its end:
 * until then all is in a file of its own beside it, `….part`, which only its owner can read.
 */
export class PrunedOutput implements CaptureOutput {
  readonly #partFile: string;
  readonly #part: OutputFile;
  readonly #open: () => CaptureOutput;
  readonly #record: EventRecord;
  readonly #pidParams = new PidParams();
  readonly #related = new Set<bigint>();

  constructor(file: string, table: EventTable, open: () => CaptureOutput) {
    this.#partFile = file === '-' ? join(tmpdir(), `chisel-${process.pid}.part`) : `${file}.part`;
    this.#part = new OutputFile({
      file: this.#partFile,
      inputs: [],
      mode: OWNER_ONLY,
      onClosed: () => undefined,
    });
    this.#open = open;
    this.#record = new EventRecord(table);
  }

  get sizeBytes(): number {
    return this.#part.sizeBytes;
  }

  write(piece: Uint8Array): void {
    this.#noteProcesses(piece);
    this.#part.write(piece);
  }

  flush(): void {
    this.#part.flush();
  }

  close(): void {
    try {
      this.#part.close();
      const output = this.#open();
      try {
        pruneProcesses(this.#partFile, this.#related, (piece) => output.write(piece));
      } finally {
        output.close();
      }
    } finally {
      rmSync(this.#partFile, { force: true });
    }
  }

  /** Whom the events of a piece of whole blocks are of, or name. */
  #noteProcesses(piece: Uint8Array): void {
    const view = new DataView(piece.buffer, piece.byteOffset, piece.length);
    for (let at = 0; at < piece.length; at += view.getUint32(at + 4, true)) {
      const type = eventBlockTypes.get(view.getUint32(at, true));
      if (type === undefined) continue;
      const start = at + HEADER_BYTES + CPU_BYTES + (type.layout === 0 ? 0 : FLAGS_BYTES);
      this.#related.add(view.getBigInt64(start + 8, true));
      this.#record.seekBytes(piece, view, start, 0);
      for (const param of this.#pidParams.of(this.#record.type)) {
        this.#related.add(BigInt(this.#record.i64(param)));
      }
    }
  }
}
