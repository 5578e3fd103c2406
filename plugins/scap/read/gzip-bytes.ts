import { constants, crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import type { ByteSource } from './byte-source.ts';
import { GzipDamage } from './gzip-damage.ts';
import { GzipInput } from './gzip-input.ts';

const CHUNK_BYTES = 256 << 10;
/** Pieces this small show where damage begins, nearly to the byte. */
const CAREFUL_BYTES = 32;

/**
 * The content of gzip members that follow each other. When something else follows them, it is
 * handed out as it is if it begins like a capture; other trailing bytes are ignored, as gzip does.
 */
export class GzipBytes implements ByteSource {
  position = 0;
  readonly #input: GzipInput;
  /** Tells from its first bytes whether what follows the last member is content too. */
  readonly #isPlain: (first: Uint8Array) => boolean;
  #member: Member | undefined;
  #plain = false;

  constructor(source: ByteSource, isPlain: (first: Uint8Array) => boolean) {
    this.#input = new GzipInput(source);
    this.#isPlain = isPlain;
  }

  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      if (this.#plain) return this.#handOut(await this.#input.read());
      if (!this.#member && !(await this.#nextMember())) {
        if (this.#plain) continue;
        return undefined;
      }
      const piece = await this.#member?.read();
      if (piece !== undefined) return this.#handOut(piece);
      this.#member = undefined;
    }
  }

  async close(): Promise<void> {
    this.#member?.close();
    await this.#input.close();
  }

  #handOut(piece: Uint8Array | undefined): Uint8Array | undefined {
    if (piece) this.position += piece.length;
    return piece;
  }

  async #nextMember(): Promise<boolean> {
    const first = await this.#input.peek(4);
    if (first[0] === 0x1f && first[1] === 0x8b) {
      await this.#input.skipHeader();
      this.#member = new Member(this.#input);
      return true;
    }
    this.#plain = this.#isPlain(first);
    return false;
  }
}

/** One gzip member behind its header. */
class Member {
  readonly #input: GzipInput;
  /** Where its deflated bytes begin in the input. */
  readonly #start: number;
  #inflate: InflateRaw;
  #output: AsyncIterator<Buffer>;
  #crc = 0;
  #size = 0;
  /** How much content is still to be passed over, because it was handed out already. */
  #discard = 0;
  #careful = false;
  #feeding: Promise<void>;

  constructor(input: GzipInput) {
    this.#input = input;
    this.#start = input.position;
    this.#inflate = createInflate();
    this.#output = this.#inflate[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    this.#feeding = this.#feed(this.#inflate, Infinity);
  }

  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const next = await this.#next();
      if (next === undefined) break;
      const piece = this.#discard > 0 ? this.#pass(next) : next;
      if (piece.length === 0) continue;
      this.#crc = crc32(piece, this.#crc);
      this.#size += piece.length;
      return piece;
    }
    await this.#feeding;
    this.close();
    await this.#checkTrailer();
    return undefined;
  }

  close(): void {
    this.#inflate.destroy();
  }

  async #next(): Promise<Buffer | undefined> {
    try {
      const next = await this.#output.next();
      return next.done ? undefined : next.value;
    } catch (error) {
      await this.#feeding;
      // A failure to read the file, not of the decoder.
      if (error instanceof Error && 'syscall' in error) throw error;
      if (this.#careful || !this.#input.canSeek) throw new GzipDamage(messageOf(error));
      this.#restart();
      return Buffer.alloc(0);
    }
  }

  /**
   * The decoder gives nothing of the step in which it met damage. So it starts again and takes
   * small steps from where the last good one ended: all content before the damage is seen.
   */
  #restart(): void {
    const good = this.#start + this.#inflate.bytesWritten;
    this.close();
    this.#careful = true;
    this.#discard = this.#size;
    this.#input.seek(this.#start);
    this.#inflate = createInflate();
    this.#output = this.#inflate[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    this.#feeding = this.#feed(this.#inflate, good);
  }

  #pass(piece: Uint8Array): Uint8Array {
    const count = Math.min(this.#discard, piece.length);
    this.#discard -= count;
    return piece.subarray(count);
  }

  /** Gives the input to the decoder until it has enough; small pieces from `carefulFrom` on. */
  async #feed(inflate: InflateRaw, carefulFrom: number): Promise<void> {
    const input = this.#input;
    let written = 0;
    try {
      for (;;) {
        const careful = input.position >= carefulFrom;
        const room = careful ? CAREFUL_BYTES : carefulFrom - input.position;
        const piece = await input.some(room);
        if (piece.length === 0) {
          inflate.end();
          return;
        }
        if (!(await write(inflate, piece))) return;
        written += piece.length;
        const left = written - inflate.bytesWritten;
        input.advance(piece.length - left);
        if (left > 0) return;
      }
    } catch (error) {
      inflate.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** The member ends with the CRC-32 and the size of its content. */
  async #checkTrailer(): Promise<void> {
    const trailer = await this.#input.peek(8);
    if (trailer.length < 8) throw new GzipDamage('it is cut off');
    const view = new DataView(trailer.buffer, trailer.byteOffset, 8);
    if (view.getUint32(0, true) !== this.#crc) throw new GzipDamage('its checksum is wrong');
    if (view.getUint32(4, true) !== this.#size % 2 ** 32) throw new GzipDamage('its size is wrong');
    this.#input.advance(8);
  }
}

function createInflate(): InflateRaw {
  // Without the sync flush an early end would be an error that hides the content before it.
  return createInflateRaw({ chunkSize: CHUNK_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
}

/** Resolves when the piece was taken, so that its memory may be reused; false after a failure. */
function write(inflate: InflateRaw, piece: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    // The step that fails is never called back.
    const failed = (): void => resolve(false);
    inflate.once('close', failed);
    inflate.write(piece, (error) => {
      inflate.off('close', failed);
      resolve(!error);
    });
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
