/**
 * Sees to it that what has been taken is handed on within some time, also when nothing more comes. A
 * flush that fails by itself is remembered, and told to whoever comes next.
 */
export class LateFlush {
  readonly #flush: () => void;
  readonly #waitMs: number;
  #timer: NodeJS.Timeout | undefined;
  #failure: Error | undefined;

  constructor(flush: () => void, waitMs: number) {
    this.#flush = flush;
    this.#waitMs = waitMs;
  }

  /** Something waits. */
  arm(): void {
    this.#timer ??= setTimeout(() => this.#run(), this.#waitMs).unref();
  }

  /** Nothing waits any more. */
  disarm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Throws what a flush in between threw. */
  check(): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure;
  }

  #run(): void {
    this.#timer = undefined;
    try {
      this.#flush();
    } catch (error) {
      this.#failure = error as Error;
    }
  }
}
