import type { EventBlock } from '@chisel/core/event/event-block.ts';
import type { SourceItem } from '@chisel/core/event/source.ts';
import { BlockReader, blockTypeName } from './block-reader.ts';
import { eventBlockTypes, HEADER_BYTES, SECTION_HEADER, tableBlockTypes } from './block-types.ts';
import { ByteWindow } from './byte-window.ts';
import { captureEmpty, gzipDamaged, notACapture } from '../errors.ts';
import { type EventWalk, maxTotal, WalkStop } from './event-walk.ts';
import { GzipDamage } from './gzip-damage.ts';
import { openBytes, readFailure, type OpenedBytes } from './open-bytes.ts';
import { readSection } from './read-section.ts';

const SECTION_START = [0x0a, 0x0d, 0x0d, 0x0a];

/** One capture file: its sections and events in the order in which they stand there. */
export class CaptureFile {
  readonly #name: string;
  readonly #opened: OpenedBytes;
  readonly #blocks: BlockReader;
  readonly #walk: EventWalk;
  readonly #block: EventBlock & Required<Pick<EventBlock, 'frames'>>;
  #started = false;

  static async open(name: string, walk: EventWalk): Promise<CaptureFile> {
    const opened = await openBytes(name);
    return new CaptureFile(name, opened, walk);
  }

  private constructor(name: string, opened: OpenedBytes, walk: EventWalk) {
    this.#name = name;
    this.#opened = opened;
    this.#blocks = new BlockReader(name, new ByteWindow(opened.source));
    this.#walk = walk;
    const { window } = this.#blocks;
    const { offsets, layouts } = walk;
    this.#block = {
      kind: 'events',
      bytes: window.bytes,
      view: window.view,
      count: 0,
      offsets,
      layouts,
      frames: { from: 0, to: 0 },
    };
  }

  async next(): Promise<SourceItem | undefined> {
    try {
      return this.#started ? await this.#nextEvents() : await this.#start();
    } catch (error) {
      if (!(error instanceof GzipDamage)) throw readFailure(this.#name, error);
      const { offset, at, end } = this.#blocks.window;
      const facts = { file: this.#name, offset: offset + end - at, reason: error.message };
      throw gzipDamaged(facts, error);
    }
  }

  /** From 0 to 1; undefined for a pipe. */
  progress(): number | undefined {
    const { source, sizeBytes } = this.#opened;
    if (sizeBytes === undefined) return undefined;
    return sizeBytes === 0 ? 1 : Math.min(1, source.position / sizeBytes);
  }

  close(): Promise<void> {
    return this.#blocks.window.close();
  }

  async #start(): Promise<SourceItem> {
    const { window } = this.#blocks;
    await window.require(HEADER_BYTES);
    if (this.#atGzip()) await this.#inflate();
    const count = await window.require(HEADER_BYTES);
    if (count === 0) throw captureEmpty({ file: this.#name });
    if (count < HEADER_BYTES || window.view.getUint32(window.at, true) !== SECTION_HEADER) {
      const first = window.bytes.subarray(window.at, window.at + Math.min(count, HEADER_BYTES));
      throw notACapture({ file: this.#name, found: Buffer.from(first).toString('hex') });
    }
    this.#started = true;
    return { kind: 'section', startsFile: true, tables: await readSection(this.#blocks) };
  }

  async #nextEvents(): Promise<SourceItem | undefined> {
    const { window } = this.#blocks;
    for (;;) {
      const from = window.at;
      const stop = this.#walk.run(window);
      if (window.at > from) return this.#fillBlock(from);
      if (stop === WalkStop.DAMAGED) throw this.#describeDamage();
      if (stop === WalkStop.MORE && !(await this.#gather())) return undefined;
      if (stop === WalkStop.OTHER_BLOCK) {
        const section = await this.#otherBlock();
        if (section) return section;
      }
    }
  }

  /** The events from here to where the window stands; none when all were left out. */
  #fillBlock(from: number): EventBlock {
    const { window } = this.#blocks;
    const block = this.#block;
    block.bytes = window.bytes;
    block.view = window.view;
    block.count = this.#walk.count;
    block.frames.from = from;
    block.frames.to = window.at;
    return block;
  }

  /** Brings the next block together, which isn't completely in the window; false at the end. */
  async #gather(): Promise<boolean> {
    const { window } = this.#blocks;
    const type = await this.#blocks.peekType();
    if (type === undefined) return false;
    // Of a block that isn't an event the walk only has to see the header.
    if (!eventBlockTypes.has(type)) return true;
    const total = window.view.getUint32(window.at + 4, true);
    if (total > maxTotal(type)) return true;
    const count = await window.require(total);
    if (count < total) throw this.#blocks.truncated(`an event of ${total} bytes`, count);
    return true;
  }

  /** After events only a new section may come, or what no version of the format knows. */
  async #otherBlock(): Promise<SourceItem | undefined> {
    if (this.#atGzip()) {
      await this.#inflate();
      return undefined;
    }
    const type = await this.#blocks.peekType();
    if (type === SECTION_HEADER) {
      return { kind: 'section', startsFile: false, tables: await readSection(this.#blocks) };
    }
    if (type !== undefined && tableBlockTypes.has(type)) {
      throw this.#blocks.damaged('an event or a new section', blockTypeName(type));
    }
    await this.#blocks.skip();
    return undefined;
  }

  /** Whether a gzip member begins here: id bytes and method. */
  #atGzip(): boolean {
    const { bytes, at, end } = this.#blocks.window;
    return end - at >= 3 && bytes[at] === 0x1f && bytes[at + 1] === 0x8b && bytes[at + 2] === 8;
  }

  async #inflate(): Promise<void> {
    // Loaded on use: plain captures need no zlib.
    const { GzipBytes } = await import('./gzip-bytes.ts');
    this.#blocks.window.redirect((source) => new GzipBytes(source, startsCapture));
  }

  #describeDamage(): Error {
    const { view, at } = this.#blocks.window;
    const total = view.getUint32(at + 4, true);
    const most = maxTotal(view.getUint32(at, true));
    if (total > most) {
      return this.#blocks.damaged(`an event block of at most ${most} bytes`, String(total));
    }
    return this.#blocks.damaged(
      `an event that fits into its block of ${total} bytes`,
      'lengths that contradict each other',
    );
  }
}

function startsCapture(first: Uint8Array): boolean {
  return SECTION_START.every((byte, index) => first[index] === byte);
}
