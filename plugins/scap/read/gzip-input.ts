import type { ByteSource } from './byte-source.ts';
import { GzipDamage } from './gzip-damage.ts';

const EMPTY = new Uint8Array(0);
const HEADER_BYTES = 10;
const DEFLATE = 8;
/** Names and comments in a header that are longer than this are taken for damage. */
const MAX_NAME_BYTES = 1 << 16;

const HeaderFlag = { CHECKSUM: 2, EXTRA: 4, NAME: 8, COMMENT: 16 } as const;

/** The compressed side: a source that can be looked into before it is taken from. */
export class GzipInput {
  readonly #source: ByteSource;
  #piece: Uint8Array = EMPTY;
  #at = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** How much was taken. */
  get position(): number {
    return this.#source.position - (this.#piece.length - this.#at);
  }

  get canSeek(): boolean {
    return this.#source.seek !== undefined;
  }

  seek(position: number): void {
    this.#source.seek?.(position);
    this.#piece = EMPTY;
    this.#at = 0;
  }

  close(): Promise<void> {
    return this.#source.close();
  }

  /** Up to `room` bytes, none at the end; `advance` takes them. */
  async some(room: number): Promise<Uint8Array> {
    if (this.#at === this.#piece.length) {
      this.#piece = (await this.#source.read()) ?? EMPTY;
      this.#at = 0;
    }
    return this.#piece.subarray(this.#at, Math.min(this.#at + room, this.#piece.length));
  }

  /** Takes all that is at hand, undefined at the end. */
  async read(): Promise<Uint8Array | undefined> {
    const piece = await this.some(Infinity);
    this.#at = this.#piece.length;
    return piece.length > 0 ? piece : undefined;
  }

  /** The next `count` bytes, a few, without taking them; fewer at the end. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#piece.length - this.#at < count) {
      const rest = this.#piece.slice(this.#at);
      const next = await this.#source.read();
      if (!next) {
        this.#piece = rest;
        this.#at = 0;
        return rest;
      }
      this.#piece = Buffer.concat([rest, next]);
      this.#at = 0;
    }
    return this.#piece.subarray(this.#at, this.#at + count);
  }

  advance(count: number): void {
    this.#at += count;
  }

  /** Steps over the header of a gzip member. */
  async skipHeader(): Promise<void> {
    const header = await this.#peekAll(HEADER_BYTES);
    const flags = header[3] as number;
    if (header[2] !== DEFLATE) throw new GzipDamage('its method is unknown');
    this.advance(HEADER_BYTES);
    if (flags & HeaderFlag.EXTRA) {
      const [low = 0, high = 0] = await this.#peekAll(2);
      await this.#peekAll(2 + low + high * 256);
      this.advance(2 + low + high * 256);
    }
    if (flags & HeaderFlag.NAME) await this.#skipText();
    if (flags & HeaderFlag.COMMENT) await this.#skipText();
    if (flags & HeaderFlag.CHECKSUM) {
      await this.#peekAll(2);
      this.advance(2);
    }
  }

  async #skipText(): Promise<void> {
    for (let count = 0; count <= MAX_NAME_BYTES; count++) {
      const [byte] = await this.#peekAll(1);
      this.advance(1);
      if (byte === 0) return;
    }
    throw new GzipDamage('a name in its header is too long');
  }

  async #peekAll(count: number): Promise<Uint8Array> {
    const bytes = await this.peek(count);
    if (bytes.length < count) throw new GzipDamage('it is cut off');
    return bytes;
  }
}
