/** Builds packed little-endian bytes, value after value. */
export class ByteBuilder {
  readonly #parts: Buffer[] = [];

  u8(...values: number[]): this {
    return this.#each(values, 1, (part, value) => part.writeUInt8(value));
  }

  u16(...values: number[]): this {
    return this.#each(values, 2, (part, value) => part.writeUInt16LE(value));
  }

  u32(...values: number[]): this {
    return this.#each(values, 4, (part, value) => part.writeUInt32LE(value));
  }

  u64(...values: (number | bigint)[]): this {
    return this.#each(values, 8, (part, value) => part.writeBigUInt64LE(BigInt(value)));
  }

  i64(...values: (number | bigint)[]): this {
    return this.#each(values, 8, (part, value) => part.writeBigInt64LE(BigInt(value)));
  }

  /** Byte strings as they are. */
  raw(...texts: string[]): this {
    for (const text of texts) this.#parts.push(Buffer.from(text, 'latin1'));
    return this;
  }

  bytes(bytes: Uint8Array): this {
    this.#parts.push(Buffer.from(bytes));
    return this;
  }

  /** Byte strings behind their u16 length. */
  text(...texts: string[]): this {
    for (const text of texts) this.u16(text.length).raw(text);
    return this;
  }

  zeros(count: number): this {
    this.#parts.push(Buffer.alloc(count));
    return this;
  }

  build(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #each<Value>(values: Value[], size: number, write: (part: Buffer, value: Value) => void): this {
    for (const value of values) {
      const part = Buffer.alloc(size);
      write(part, value);
      this.#parts.push(part);
    }
    return this;
  }
}

export function bytes(): ByteBuilder {
  return new ByteBuilder();
}
