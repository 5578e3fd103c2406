import { createGunzip, type Gunzip } from 'node:zlib';
import type { ByteSource } from './byte-source.ts';
import { StreamBytes } from './stream-bytes.ts';

const CHUNK_BYTES = 256 << 10;

/** Inflates a gzip file of any number of members, piece by piece. */
export class GzipBytes implements ByteSource {
  readonly #source: ByteSource;
  readonly #gunzip: Gunzip;
  readonly #output: StreamBytes;

  /** `first` is what was already read of the source. */
  constructor(source: ByteSource, first: Uint8Array) {
    this.#source = source;
    this.#gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
    this.#output = new StreamBytes(this.#gunzip);
    void this.#feed(first);
  }

  read(): Promise<Uint8Array | undefined> {
    return this.#output.read();
  }

  async close(): Promise<void> {
    await this.#output.close();
    await this.#source.close();
  }

  async #feed(first: Uint8Array): Promise<void> {
    try {
      let input: Uint8Array | undefined = first;
      while (input !== undefined) {
        if (!(await this.#write(input))) return;
        input = await this.#source.read();
      }
      this.#gunzip.end();
    } catch (error) {
      this.#gunzip.destroy(error as Error);
    }
  }

  /** Resolves when the piece was inflated: the source may reuse its memory. */
  #write(input: Uint8Array): Promise<boolean> {
    return new Promise((resolve) => {
      this.#gunzip.write(input, (error) => resolve(!error));
    });
  }
}
