import { gzipSync } from 'node:zlib';
import { wordCopier } from './copy-words.ts';
import { LateFlush } from './late-flush.ts';
import type { CaptureOutput } from './output-file.ts';

const MEMBER_BYTES = 1 << 20;
/** Events of a slow source are handed on within this; oftener would cost compression. */
const MAX_WAIT_MS = 1000;

/**
 * Compresses what it hands on to another output. Each stretch is a gzip member of its own, with its
 * checksum: a reader takes members that follow each other for one, and those before a cut are whole.
 */
export class GzipOutput implements CaptureOutput {
  readonly #output: CaptureOutput;
  #buffer = Buffer.allocUnsafeSlow(MEMBER_BYTES);
  readonly #copyWords = wordCopier();
  #buffered = 0;
  readonly #late = new LateFlush(() => this.flush(), MAX_WAIT_MS);

  constructor(output: CaptureOutput) {
    this.#output = output;
  }

  get sizeBytes(): number {
    return this.#output.sizeBytes;
  }

  write(piece: Uint8Array, from = 0, to = piece.length): void {
    this.#late.check();
    if (this.#buffered + to - from > MEMBER_BYTES) this.#compress();
    if (to - from > MEMBER_BYTES) {
      this.#output.write(gzipSync(piece.subarray(from, to)));
      return;
    }
    this.#copyWords(this.#buffer, this.#buffered, piece, from, to);
    this.#buffered += to - from;
    this.#late.arm();
  }

  flush(): void {
    this.#late.disarm();
    this.#compress();
    this.#output.flush();
  }

  drained(): Promise<void> | undefined {
    return this.#output.drained();
  }

  close(): Promise<void> | undefined {
    try {
      this.#late.disarm();
      this.#late.check();
      this.#compress();
    } catch (error) {
      void this.#output.close();
      throw error;
    }
    return this.#output.close();
  }

  #compress(): void {
    const count = this.#buffered;
    this.#buffered = 0;
    if (count > 0) this.#output.write(gzipSync(this.#buffer.subarray(0, count)));
  }
}
