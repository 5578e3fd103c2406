import { HEADER_BYTES, isKnownBlock, MAX_BLOCK_BYTES, TRAILER_BYTES } from './block-types.ts';
import type { ByteWindow } from './byte-window.ts';
import { captureBlockTooLarge, captureDamaged, captureTruncated } from '../errors.ts';
import { interfaceListLength } from './repair-interfaces.ts';
import { TableCursor } from './table-cursor.ts';

/** Takes whole blocks from the window over a capture and checks their frames. */
export class BlockReader {
  readonly file: string;
  readonly window: ByteWindow;

  constructor(file: string, window: ByteWindow) {
    this.file = file;
    this.window = window;
  }

  /** The type of the block that comes next, undefined at the end of the capture. */
  async peekType(): Promise<number | undefined> {
    const { window } = this;
    const count = await window.require(HEADER_BYTES);
    if (count === 0) return undefined;
    if (count < HEADER_BYTES)
      throw this.truncated(`a block header of ${HEADER_BYTES} bytes`, count);
    return window.view.getUint32(window.at, true);
  }

  /** Takes the block that comes next, which must be complete and end with its length. */
  async take(): Promise<TableCursor> {
    const { window } = this;
    const total = this.#checkedLength();
    const count = await window.require(total);
    if (count < total) throw this.truncated(`a block of ${total} bytes`, count);
    this.#checkTrailer(total, this.#trailer(total), window.offset);
    return this.#takeBody(total);
  }

  /** Takes an interface list, the one block that writers are known to give a wrong length. */
  async takeInterfaces(): Promise<TableCursor> {
    const { window } = this;
    const stated = this.#checkedLength();
    const count = await window.require(stated);
    if (count === stated && this.#trailer(stated) === stated) return this.#takeBody(stated);
    const total = await interfaceListLength(this);
    return total === undefined ? this.take() : this.#takeBody(total);
  }

  /** Passes over the block that comes next without holding it in memory. */
  async skip(): Promise<void> {
    const { window } = this;
    const total = this.#checkedLength();
    const { offset } = window;
    let rest = total - TRAILER_BYTES;
    while (rest > 0) {
      const count = await window.require(1);
      if (count === 0) throw this.truncated(`${rest} bytes more of a block`, 0);
      const step = Math.min(count, rest);
      window.at += step;
      rest -= step;
    }
    const count = await window.require(TRAILER_BYTES);
    if (count < TRAILER_BYTES) throw this.truncated('the end of a block', count);
    this.#checkTrailer(total, window.view.getUint32(window.at, true), offset);
    window.at += TRAILER_BYTES;
  }

  truncated(expected: string, count: number): Error {
    return captureTruncated({
      file: this.file,
      offset: this.window.offset + count,
      expected,
      found: `${count} bytes`,
    });
  }

  damaged(expected: string, found: string, offset = this.window.offset): Error {
    return captureDamaged({ file: this.file, offset, expected, found });
  }

  #checkedLength(): number {
    const { window } = this;
    const total = window.view.getUint32(window.at + 4, true);
    if (total < HEADER_BYTES + TRAILER_BYTES) {
      throw this.damaged('a block length of at least 12', String(total), window.offset + 4);
    }
    if (total > MAX_BLOCK_BYTES) {
      const { file } = this;
      const { offset } = window;
      throw captureBlockTooLarge({ file, offset, size: total, limit: MAX_BLOCK_BYTES });
    }
    return total;
  }

  #trailer(total: number): number {
    const { view, at } = this.window;
    return view.getUint32(at + total - TRAILER_BYTES, true);
  }

  #takeBody(total: number): TableCursor {
    const { at, bytes, base } = this.window;
    this.window.at = at + total;
    return new TableCursor(this.file, bytes, at + HEADER_BYTES, at + total - TRAILER_BYTES, base);
  }

  #checkTrailer(total: number, trailer: number, offset: number): void {
    if (trailer === total) return;
    const at = offset + total - TRAILER_BYTES;
    throw this.damaged(`the block length ${total} again at its end`, String(trailer), at);
  }
}

/** A block type as messages show it. */
export function blockTypeName(type: number): string {
  const hex = type.toString(16).padStart(8, '0');
  return isKnownBlock(type) ? `a block of type ${hex}` : `unknown block type ${hex}`;
}
