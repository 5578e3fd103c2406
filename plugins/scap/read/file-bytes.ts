import { closeSync, readSync } from 'node:fs';
import type { ByteSource } from './byte-source.ts';

/** Small enough to stay in the processor's cache between the copy and the walk. */
const CHUNK_BYTES = 1 << 20;
const MIN_BYTES = 4096;
/** After this many pieces timers and signals get their turn. */
const CHUNKS_A_TURN = 4;

/**
 * Reads a regular file. Reads wait for the data: handing them to another thread costs more than the
 * copy from the system's cache, which reads ahead by itself.
 */
export class FileBytes implements ByteSource {
  position = 0;
  readonly #fd: number;
  readonly #chunk: Buffer;
  #untilTurn = CHUNKS_A_TURN;

  /** The size only says how much memory is needed; a file may grow meanwhile. */
  constructor(fd: number, sizeBytes: number) {
    this.#fd = fd;
    this.#chunk = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, Math.max(sizeBytes, MIN_BYTES)));
  }

  async read(): Promise<Uint8Array | undefined> {
    if (--this.#untilTurn === 0) {
      this.#untilTurn = CHUNKS_A_TURN;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    const chunk = this.#chunk;
    const count = readSync(this.#fd, chunk, 0, chunk.length, this.position);
    this.position += count;
    if (count === chunk.length) return chunk;
    return count === 0 ? undefined : chunk.subarray(0, count);
  }

  seek(position: number): void {
    this.position = position;
  }

  close(): Promise<void> {
    closeSync(this.#fd);
    return Promise.resolve();
  }
}
