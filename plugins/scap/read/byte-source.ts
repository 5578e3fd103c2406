/** A stream of bytes read piece by piece. */
export interface ByteSource {
  /** The next bytes, undefined at the end. They are only valid until the next call. */
  read(): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
  /** How many bytes were handed out so far. */
  readonly position: number;
  /** Goes back to an earlier position; only files can. */
  readonly seek?: ((position: number) => void) | undefined;
}

/** A source that some bytes were taken from and put back. */
export class PrefixedBytes implements ByteSource {
  readonly #source: ByteSource;
  #prefixes: Uint8Array[];

  /** The prefixes are the last bytes that the source handed out; they must be copies. */
  constructor(prefixes: Uint8Array[], source: ByteSource) {
    this.#prefixes = prefixes;
    this.#source = source;
  }

  get position(): number {
    return this.#prefixes.reduce((sum, { length }) => sum - length, this.#source.position);
  }

  read(): Promise<Uint8Array | undefined> {
    const prefix = this.#prefixes.shift();
    return prefix ? Promise.resolve(prefix) : this.#source.read();
  }

  get seek(): ((position: number) => void) | undefined {
    if (!this.#source.seek) return undefined;
    return (position) => {
      this.#prefixes = [];
      this.#source.seek?.(position);
    };
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}
