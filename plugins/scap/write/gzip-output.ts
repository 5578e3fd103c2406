import { gzipSync } from 'node:zlib';
import type { CaptureOutput } from './output-file.ts';

const MEMBER_BYTES = 1 << 20;
/** Events of a slow source are handed on after this; oftener would cost compression. */
const MAX_WAIT_MS = 1000;

/**
 * Compresses what it hands on to another output. Each stretch is a gzip member of its own, with its
 * checksum: a reader takes members that follow each other for one, and those before a cut are whole.
 */
export class GzipOutput implements CaptureOutput {
  readonly #output: CaptureOutput;
  #buffer = Buffer.allocUnsafeSlow(MEMBER_BYTES);
  #buffered = 0;
  #flushedMs = 0;

  constructor(output: CaptureOutput) {
    this.#output = output;
  }

  get sizeBytes(): number {
    return this.#output.sizeBytes;
  }

  write(piece: Uint8Array): void {
    if (this.#buffered + piece.length > MEMBER_BYTES) this.#compress();
    if (piece.length > MEMBER_BYTES) {
      this.#output.write(gzipSync(piece));
      return;
    }
    this.#buffer.set(piece, this.#buffered);
    this.#buffered += piece.length;
  }

  flush(): void {
    this.#compress();
    this.#flushedMs = performance.now();
    this.#output.flush();
  }

  blockEnd(): void {
    const ms = performance.now();
    if (this.#buffered > 0 && ms - this.#flushedMs > MAX_WAIT_MS) this.flush();
  }

  close(): void {
    try {
      this.#compress();
    } finally {
      this.#output.close();
    }
  }

  #compress(): void {
    const count = this.#buffered;
    this.#buffered = 0;
    if (count > 0) this.#output.write(gzipSync(this.#buffer.subarray(0, count)));
  }
}
