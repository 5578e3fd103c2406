import type { ByteSource } from './byte-source.ts';
import { GzipBytes } from './gzip-bytes.ts';

/** The content of a file: itself, or inflated when it begins like a gzip member. */
export function uncompressed(source: ByteSource): ByteSource {
  return new DetectedBytes(source);
}

class DetectedBytes implements ByteSource {
  readonly #source: ByteSource;
  #chosen: ByteSource | undefined;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  read(): Promise<Uint8Array | undefined> {
    return this.#chosen ? this.#chosen.read() : this.#choose();
  }

  close(): Promise<void> {
    return (this.#chosen ?? this.#source).close();
  }

  async #choose(): Promise<Uint8Array | undefined> {
    const first = await this.#source.read();
    if (first === undefined) return undefined;
    if (first[0] !== 0x1f || first[1] !== 0x8b) {
      this.#chosen = this.#source;
      return first;
    }
    this.#chosen = new GzipBytes(this.#source, first);
    return this.#chosen.read();
  }
}
