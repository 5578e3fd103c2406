import { writeSync } from 'node:fs';
import { outputFailed } from './errors.ts';

/** Where finished text goes. */
export interface Sink {
  /** Writes all of the bytes, waiting for a slow reader; nothing once the reader has gone. */
  write(bytes: Uint8Array, start: number, end: number): void;
  /** Whether the reader has gone, which is no error: `chisel … | head`. */
  readonly closed: boolean;
}

const WAIT_MS = 2;
const pause = new Int32Array(new SharedArrayBuffer(4));

/** Writes to a file descriptor, at once and in order, also when it is a pipe that does not block. */
export class FdSink implements Sink {
  closed = false;
  readonly #fd: number;
  readonly #name: string;

  constructor(fd: number, name = 'standard output') {
    this.#fd = fd;
    this.#name = name;
  }

  write(bytes: Uint8Array, start: number, end: number): void {
    let at = start;
    while (at < end && !this.closed) at += this.#writeSome(bytes, at, end);
  }

  #writeSome(bytes: Uint8Array, start: number, end: number): number {
    try {
      return writeSync(this.#fd, bytes, start, end - start);
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') this.closed = true;
      else if (code === 'EAGAIN') Atomics.wait(pause, 0, 0, WAIT_MS);
      else if (code !== 'EINTR') throw outputFailed({ name: this.#name, reason: message }, error);
      return 0;
    }
  }
}
