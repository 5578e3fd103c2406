import type { Readable } from 'node:stream';
import type { ByteSource } from './byte-source.ts';

/** Reads a Node stream: a pipe, a terminal, the output of another stream. */
export class StreamBytes implements ByteSource {
  position = 0;
  readonly #stream: Readable;
  readonly #iterator: AsyncIterator<Buffer>;

  constructor(stream: Readable) {
    this.#stream = stream;
    this.#iterator = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async read(): Promise<Uint8Array | undefined> {
    const next = await this.#iterator.next();
    if (next.done) return undefined;
    this.position += next.value.length;
    return next.value;
  }

  close(): Promise<void> {
    this.#stream.destroy();
    return Promise.resolve();
  }
}
