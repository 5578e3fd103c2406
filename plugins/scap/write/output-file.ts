import { closeSync, fstatSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';
import { FdSink } from '@chisel/core/output/fd-sink.ts';
import { mayBlock } from '@chisel/core/output/non-blocking.ts';
import { standardOutput } from '@chisel/core/output/standard-streams.ts';
import { captureOverInput, captureUnwritable, captureWriteFailed } from './errors.ts';
import { wordCopier } from './copy-words.ts';
import { LateFlush } from './late-flush.ts';

const STDOUT = 1;
const ANY_MODE = 0o666;
const BUFFER_BYTES = 1 << 18;
/** A write this long is cut short when the process is killed in the middle of it. */
const MAX_WRITE_BYTES = 1 << 20;
/** Events of a slow source are handed on within this. */
const MAX_WAIT_MS = 100;

/** Where a capture is written to. Each piece consists of whole blocks. */
export interface CaptureOutput {
  /** Takes a piece, or a stretch of one, which may be reused afterwards. */
  write(piece: Uint8Array, from?: number, to?: number): void;
  /** Hands everything taken so far to the system, which else happens within a short time. */
  flush(): void;
  /** As `Sink.drained`. */
  drained(): Promise<void> | undefined;
  /** Undefined, or a promise to wait for, because its reader is behind. */
  close(): Promise<void> | undefined;
  /** How many bytes have been handed to the system. */
  readonly sizeBytes: number;
}

export interface OutputOptions {
  /** A file, or `-` for standard output. */
  readonly file: string;
  /** Files that are being read, which must not be overwritten. */
  readonly inputs: readonly string[];
  /** Permissions of a new file, from which the user's mask is taken. */
  readonly mode?: number;
  /** Told when the reader of standard output has gone, which is no error. */
  readonly onClosed: () => void;
}

/**
 * A file, which is written to at once, or a pipe. A write to a file that fails takes back what it wrote,
 * so that the file ends with a whole block.
 */
export class OutputFile implements CaptureOutput {
  sizeBytes = 0;
  readonly #file: string;
  readonly #fd: number;
  /** Pipes and the like are written to by this. */
  readonly #sink: FdSink | undefined;
  readonly #onClosed: () => void;
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  readonly #copyWords = wordCopier();
  #buffered = 0;
  readonly #late = new LateFlush(() => this.flush(), MAX_WAIT_MS);
  #failed = false;

  constructor({ file, inputs, mode = ANY_MODE, onClosed }: OutputOptions) {
    this.#onClosed = onClosed;
    this.#file = file;
    this.#fd = openOutput(file, inputs, mode);
    if (mayBlock(this.#fd)) {
      this.#sink = this.#fd === STDOUT ? standardOutput() : new FdSink(this.#fd, file);
    }
  }

  write(piece: Uint8Array, from = 0, to = piece.length): void {
    this.#late.check();
    if (this.#failed) return;
    if (this.#buffered + to - from > BUFFER_BYTES) this.flush();
    if (to - from > BUFFER_BYTES) {
      this.#writeAll(piece.subarray(from, to));
      return;
    }
    this.#copyWords(this.#buffer, this.#buffered, piece, from, to);
    this.#buffered += to - from;
    this.#late.arm();
  }

  flush(): void {
    const count = this.#buffered;
    this.#buffered = 0;
    this.#late.disarm();
    if (count > 0 && !this.#failed) this.#writeAll(this.#buffer.subarray(0, count));
  }

  drained(): Promise<void> | undefined {
    return this.#sink?.drained();
  }

  close(): Promise<void> | undefined {
    try {
      this.#late.check();
      this.flush();
    } finally {
      if (this.#sink === undefined && this.#fd !== STDOUT) closeSync(this.#fd);
    }
    return this.#fd === STDOUT ? undefined : this.#sink?.close();
  }

  #writeAll(piece: Uint8Array): void {
    if (this.#sink !== undefined) this.#handOn(piece, this.#sink);
    else this.#writeToFile(piece);
    this.sizeBytes += piece.length;
  }

  #handOn(piece: Uint8Array, sink: FdSink): void {
    sink.write(piece, 0, piece.length);
    if (!sink.closed) return;
    this.#failed = true;
    this.#onClosed();
  }

  #writeToFile(piece: Uint8Array): void {
    let at = 0;
    try {
      while (at < piece.length) at += writeSome(this.#fd, piece, at);
    } catch (error) {
      this.#failed = true;
      if (fstatSync(this.#fd).isFile()) ftruncateSync(this.#fd, this.sizeBytes);
      throw captureWriteFailed({ file: this.#file, reason: messageOf(error) }, error);
    }
  }
}

function openOutput(file: string, inputs: readonly string[], mode: number): number {
  if (file === '-') return STDOUT;
  if (inputs.some((input) => isSame(input, file))) throw captureOverInput({ file });
  try {
    return openSync(file, 'w', mode);
  } catch (error) {
    throw captureUnwritable({ file, reason: messageOf(error) }, error);
  }
}

function isSame(input: string, file: string): boolean {
  const a = statSync(input, { throwIfNoEntry: false });
  const b = statSync(file, { throwIfNoEntry: false });
  return a !== undefined && b !== undefined && a.isFile() && a.dev === b.dev && a.ino === b.ino;
}

function writeSome(fd: number, piece: Uint8Array, at: number): number {
  try {
    return writeSync(fd, piece, at, Math.min(piece.length - at, MAX_WRITE_BYTES));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EINTR') throw error;
    return 0;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
