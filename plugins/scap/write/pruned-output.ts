import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventRecord } from '@chisel/core/event/event-record.ts';
import type { EventTable } from '@chisel/core/event/event-table.ts';
import { eventBlockTypes, HEADER_BYTES } from '../read/block-types.ts';
import { OutputFile, type CaptureOutput } from './output-file.ts';
import { PidParams } from './pid-params.ts';
import { prunedPieces } from './prune-processes.ts';

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

  write(bytes: Uint8Array, from = 0, to = bytes.length): void {
    const piece = bytes.subarray(from, to);
    this.#noteProcesses(piece);
    this.#part.write(piece);
  }

  flush(): void {
    this.#part.flush();
  }

  /** The part is a file, which is never behind. */
  drained(): undefined {
    return undefined;
  }

  close(): Promise<void> | undefined {
    const remove = (): void => rmSync(this.#partFile, { force: true });
    try {
      void this.#part.close();
      const copied = this.#copy(prunedPieces(this.#partFile, this.#related), this.#open());
      if (copied !== undefined) return copied.finally(remove);
    } catch (error) {
      remove();
      throw error;
    }
    remove();
    return undefined;
  }

  /** Hands pieces on, as quickly as the output takes them. */
  #copy(pieces: Iterator<Uint8Array, void>, output: CaptureOutput): Promise<void> | undefined {
    try {
      for (let next = pieces.next(); !next.done; next = pieces.next()) {
        output.write(next.value);
        const behind = output.drained();
        if (behind !== undefined) return behind.then(() => this.#copy(pieces, output));
      }
    } catch (error) {
      void output.close();
      throw error;
    }
    return output.close();
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
