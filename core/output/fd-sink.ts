import { closeSync, writeSync } from 'node:fs';
import { ByteQueue } from './byte-queue.ts';
import { outputFailed } from './errors.ts';
import { mayBlock, nonBlocking } from './non-blocking.ts';
import type { Sink } from './sink.ts';

/** So much may wait while the writer goes on: the reader works meanwhile. */
const PLENTY_BYTES = 1 << 19;
/** Until the reader has taken something it is asked after 1 ms, 2 ms, … up to this. */
const MAX_PAUSE_MS = 20;
/** How long an interrupted run waits in all for a reader that is behind, or for one that takes nothing. */
const PATIENCE_MS = 400;

/** Those that have been opened and not been closed. */
const sinks = new Set<FdSink>();
let discarded = 0;

/**
 * The run was interrupted: readers that are behind are not waited for much longer, or, as long as the run
 * still goes on, only those that take something.
 */
export function hurrySinks(isOver: boolean): void {
  for (const sink of sinks) sink.hurry(isOver);
}

/** How many bytes readers did not take in time. */
export function discardedBytes(): number {
  return discarded;
}

/** Waits until all is written that readers take. */
export async function sinksFinished(): Promise<void> {
  for (const sink of sinks) await sink.finished();
}

/**
 * Writes to a file descriptor, in order, and never waits for its reader: what a pipe has no room for is
 * queued. So signals are seen whatever the reader does.
 */
export class FdSink implements Sink {
  closed = false;
  readonly #given: number;
  readonly #fd: number;
  readonly #mayBlock: boolean;
  readonly #name: string;
  readonly #queue = new ByteQueue();
  #isTimed = false;
  #pauseMs = 0;
  #patienceMs = Infinity;
  /** What there is again when the reader has taken something. */
  #renewedMs = Infinity;
  #failure: Error | undefined;
  #waiting: { readonly mostBytes: number; readonly go: () => void }[] = [];

  constructor(fd: number, name: string) {
    this.#given = fd;
    this.#mayBlock = mayBlock(fd);
    this.#fd = this.#mayBlock ? nonBlocking(fd) : fd;
    this.#name = name;
    sinks.add(this);
  }

  write(bytes: Uint8Array, start: number, end: number): void {
    this.#throwFailure();
    if (this.#patienceMs <= 0) discarded += end - start;
    if (this.#queue.length > 0 && this.#queue.length < PLENTY_BYTES) this.#writeQueued();
    const at = this.#queue.length === 0 ? this.#give(bytes, start, end) : start;
    if (at === end || this.closed) return;
    this.#queue.add(bytes, at, end);
    this.#askLater();
  }

  drained(): Promise<void> | undefined {
    return this.#queue.length > PLENTY_BYTES ? this.#until(PLENTY_BYTES / 2) : undefined;
  }

  /** Waits until all is written, or nobody takes any more. */
  async finished(): Promise<void> {
    if (this.#queue.length > 0) await this.#until(0);
    this.#throwFailure();
  }

  /** As `hurrySinks`. */
  hurry(isOver: boolean): void {
    this.#patienceMs = Math.min(this.#patienceMs, PATIENCE_MS);
    this.#renewedMs = isOver ? 0 : PATIENCE_MS;
  }

  /** Closes the file when all is written. */
  async close(): Promise<void> {
    await this.finished();
    sinks.delete(this);
    if (this.#fd !== this.#given) closeSync(this.#fd);
    closeSync(this.#given);
  }

  /** Waits until no more than this is queued. */
  async #until(mostBytes: number): Promise<void> {
    await new Promise<void>((go) => this.#waiting.push({ mostBytes, go }));
    this.#throwFailure();
  }

  #writeQueued(): void {
    const { bytes } = this.#queue;
    this.#queue.drop(this.#give(bytes, 0, bytes.length));
  }

  /** Writes what there is room for; returns where the rest begins. */
  #give(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    while (at < end && !this.closed) {
      const count = this.#writeSome(bytes, at, end);
      at += count;
      // A pipe that took only a part is full.
      if (this.#mayBlock) break;
    }
    return this.closed ? end : at;
  }

  #writeSome(bytes: Uint8Array, start: number, end: number): number {
    try {
      return writeSync(this.#fd, bytes, start, end - start);
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') this.closed = true;
      else if (code !== 'EAGAIN' && code !== 'EINTR') {
        throw outputFailed({ name: this.#name, reason: message }, error);
      }
      return 0;
    }
  }

  #askLater(): void {
    if (this.#isTimed) return;
    this.#isTimed = true;
    setTimeout(() => this.#ask(), ++this.#pauseMs);
  }

  #ask(): void {
    this.#isTimed = false;
    const before = this.#queue.length;
    this.#patienceMs -= this.#pauseMs;
    try {
      this.#writeQueued();
    } catch (error) {
      this.#failure = error as Error;
      this.closed = true;
    }
    const hasTaken = this.#queue.length < before;
    if (hasTaken) this.#patienceMs = Math.max(this.#patienceMs, this.#renewedMs);
    this.#pauseMs = hasTaken ? 0 : Math.min(this.#pauseMs, MAX_PAUSE_MS - 1);
    if (this.#patienceMs <= 0 && !this.closed) this.#giveUp();
    if (this.closed) this.#queue.drop(this.#queue.length);
    if (this.#queue.length > 0) this.#askLater();
    this.#wake();
  }

  #giveUp(): void {
    discarded += this.#queue.length;
    this.closed = true;
  }

  #wake(): void {
    const left = this.#queue.length;
    const ready = this.#waiting.filter(({ mostBytes }) => left <= mostBytes);
    this.#waiting = this.#waiting.filter(({ mostBytes }) => left > mostBytes);
    for (const { go } of ready) go();
  }

  /** Throws what went wrong while nobody was writing, once. */
  #throwFailure(): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure;
  }
}
