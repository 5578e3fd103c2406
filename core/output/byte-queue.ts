const FIRST_BYTES = 1 << 18;
/** More is given back when nothing waits any more. */
const MOST_KEPT_BYTES = 1 << 22;

/** Bytes that wait to be written, one stretch of memory. */
export class ByteQueue {
  #bytes = Buffer.alloc(0);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** What waits; only valid until more is added. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(this.#start, this.#end);
  }

  add(bytes: Uint8Array, from: number, to: number): void {
    const count = to - from;
    if (this.#end + count > this.#bytes.length) this.#makeRoom(count);
    this.#bytes.set(bytes.subarray(from, to), this.#end);
    this.#end += count;
  }

  /** Drops the first bytes. */
  drop(count: number): void {
    this.#start += count;
    if (this.length > 0) return;
    this.#start = 0;
    this.#end = 0;
    if (this.#bytes.length > MOST_KEPT_BYTES) this.#bytes = Buffer.alloc(0);
  }

  #makeRoom(count: number): void {
    const { bytes } = this;
    const needed = bytes.length + count;
    const target =
      needed > this.#bytes.length / 2
        ? Buffer.allocUnsafeSlow(Math.max(needed * 2, FIRST_BYTES))
        : this.#bytes;
    target.set(bytes);
    this.#bytes = target;
    this.#start = 0;
    this.#end = bytes.length;
  }
}
