import { type ByteSource, PrefixedBytes } from './byte-source.ts';

const EMPTY = new Uint8Array(0);
/** A seam that grew beyond this is given back. */
const SEAM_BYTES = 1 << 17;

/**
 * The stretch of a byte stream that is in memory: `bytes` from `at` to `end`. It moves from piece to
 * piece without copying; what straddles two pieces is gathered in a buffer of its own, the seam.
 */
export class ByteWindow {
  bytes: Uint8Array = EMPTY;
  view: DataView = viewOf(EMPTY);
  at = 0;
  end = 0;
  #source: ByteSource;
  /** Offset of `bytes[0]` in the stream. */
  #base = 0;
  #seam: Uint8Array = EMPTY;
  /** The piece that the seam reaches into, and how far. */
  #piece: Uint8Array | undefined;
  #pieceAt = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Where the window stands in the stream. */
  get offset(): number {
    return this.#base + this.at;
  }

  /** Offset of `bytes[0]` in the stream. */
  get base(): number {
    return this.#base;
  }

  /**
   * Brings the next `count` bytes together and returns how many there are: fewer only at the end of
   * the stream. Whatever was taken from the window before is void.
   */
  async require(count: number): Promise<number> {
    while (this.end - this.at < count) {
      const have = this.end - this.at;
      const piece = this.#piece;
      if (piece !== undefined && have === 0) {
        this.#show(piece, this.#pieceAt, piece.length);
        this.#piece = undefined;
        continue;
      }
      if (piece !== undefined) {
        this.#append(piece, count - have);
        continue;
      }
      if (have > 0 && this.bytes !== this.#seam) this.#startSeam();
      const next = await this.#source.read();
      if (next === undefined) break;
      this.#piece = next;
      this.#pieceAt = 0;
    }
    return this.end - this.at;
  }

  /** Reads on through another source that is made of this one, from where the window stands. */
  redirect(wrap: (source: ByteSource) => ByteSource): void {
    const prefixes = [this.bytes.slice(this.at, this.end)];
    if (this.#piece) prefixes.push(this.#piece.slice(this.#pieceAt));
    this.#piece = undefined;
    this.end = this.at;
    const used = prefixes.filter(({ length }) => length > 0);
    this.#source = wrap(new PrefixedBytes(used, this.#source));
  }

  close(): Promise<void> {
    return this.#source.close();
  }

  #show(bytes: Uint8Array, at: number, end: number): void {
    const offset = this.offset;
    if (bytes !== this.bytes) {
      this.bytes = bytes;
      this.view = viewOf(bytes);
    }
    this.at = at;
    this.end = end;
    this.#base = offset - at;
    if (bytes !== this.#seam && this.#seam.length > SEAM_BYTES) this.#seam = EMPTY;
  }

  /** Saves the end of a piece before the source reuses its memory. */
  #startSeam(): void {
    const count = this.end - this.at;
    if (this.#seam.length < count) this.#seam = new Uint8Array(Math.max(count, SEAM_BYTES));
    this.#seam.set(this.bytes.subarray(this.at, this.end));
    this.#show(this.#seam, 0, count);
  }

  #append(piece: Uint8Array, wanted: number): void {
    const count = Math.min(wanted, piece.length - this.#pieceAt);
    const needed = this.end + count;
    if (needed > this.#seam.length) {
      const larger = new Uint8Array(Math.max(needed, this.#seam.length * 2));
      larger.set(this.#seam.subarray(0, this.end));
      this.#seam = larger;
      this.#show(larger, this.at, this.end);
    }
    this.#seam.set(piece.subarray(this.#pieceAt, this.#pieceAt + count), this.end);
    this.end = needed;
    this.#pieceAt += count;
    if (this.#pieceAt === piece.length) this.#piece = undefined;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
