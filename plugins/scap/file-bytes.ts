import { read, type ReadPosition } from 'node:fs';
import { close } from 'node:fs';
import type { ByteSource } from './byte-source.ts';

const CHUNK_BYTES = 512 << 10;

/** Reads a file descriptor, always one piece ahead, into two buffers that take turns. */
export class FileBytes implements ByteSource {
  /** How much was handed out so far. */
  readBytes = 0;
  readonly #fd: number;
  /** Null reads on from where the descriptor stands. */
  #position: number | null;
  #current: Buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #ahead: Buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #pending: Promise<number> | undefined;

  constructor(fd: number, position: number | null) {
    this.#fd = fd;
    this.#position = position;
  }

  async read(): Promise<Uint8Array | undefined> {
    const count = await (this.#pending ?? this.#start());
    this.#pending = undefined;
    if (count === 0) return undefined;
    const filled = this.#ahead;
    this.#ahead = this.#current;
    this.#current = filled;
    this.readBytes += count;
    this.#pending = this.#start();
    return count === filled.length ? filled : filled.subarray(0, count);
  }

  async close(): Promise<void> {
    await this.#pending?.catch(() => 0);
    this.#pending = undefined;
    await new Promise<void>((resolve) => close(this.#fd, () => resolve()));
  }

  #start(): Promise<number> {
    const position: ReadPosition | null = this.#position;
    const pending = new Promise<number>((resolve, reject) => {
      read(this.#fd, this.#ahead, 0, this.#ahead.length, position, (error, count) => {
        if (error) reject(error);
        else resolve(count);
      });
    });
    // A failure is reported by the read that waits for it.
    pending.catch(() => 0);
    if (position !== null) {
      return pending.then((count) => {
        this.#position = position + count;
        return count;
      });
    }
    return pending;
  }
}
