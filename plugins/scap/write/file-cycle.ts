/** When a new file begins. */
export interface CycleLimits {
  /** When this much has been written. */
  readonly maxBytes?: number;
  /** When this much event time has passed. */
  readonly maxSeconds?: number;
  /** After this many events. */
  readonly maxEvents?: number;
}

/** As in the reference, sizes are looked at in steps of its output buffer. */
const STEP_BYTES = 8192;
const NS_PER_SECOND = 1_000_000_000n;

/** Counts towards the limits at which a new file begins. */
export class FileCycle {
  readonly #limits: CycleLimits;
  #events = 0;
  #bytes = 0;
  #timed = false;
  /** When the next file is due by time, as halves of ns since the epoch. */
  #dueLow = 0;
  #dueHigh = 0;

  constructor(limits: CycleLimits) {
    this.#limits = limits;
  }

  /** Whether an event of this time belongs into the next file. */
  isDue(tsLow: number, tsHigh: number, compressedBytes: number | undefined): boolean {
    const { maxBytes, maxEvents } = this.#limits;
    if (maxBytes !== undefined) {
      const bytes = compressedBytes ?? this.#bytes - (this.#bytes % STEP_BYTES);
      if (bytes > maxBytes) return true;
    }
    // As in the reference, the event that completes the count is the first of the next file.
    if (maxEvents !== undefined && (this.#events + 1) % maxEvents === 0) return true;
    return this.#isLate(tsLow, tsHigh);
  }

  /** A head is written; in a new file the size starts anew. */
  begin(headBytes: number, inNewFile: boolean): void {
    this.#bytes = headBytes + (inNewFile ? 0 : this.#bytes);
  }

  /** An event is written. Those that do not count are not in the reference's files. */
  add(bytes: number, counts: boolean, tsLow: number, tsHigh: number): void {
    this.#bytes += bytes;
    if (!counts) return;
    this.#events++;
    if (this.#limits.maxSeconds === undefined) return;
    if (!this.#timed || this.#isLate(tsLow, tsHigh)) this.#startClock(tsLow, tsHigh);
  }

  #isLate(tsLow: number, tsHigh: number): boolean {
    if (!this.#timed || tsHigh < this.#dueHigh) return false;
    return tsHigh > this.#dueHigh || tsLow >>> 0 >= this.#dueLow;
  }

  /** Files begin at whole seconds. */
  #startClock(tsLow: number, tsHigh: number): void {
    const ns = (BigInt(tsHigh) << 32n) | BigInt(tsLow >>> 0);
    const seconds = ns / NS_PER_SECOND + BigInt(this.#limits.maxSeconds ?? 0);
    const due = BigInt.asUintN(64, seconds * NS_PER_SECOND);
    this.#dueLow = Number(due & 0xffffffffn);
    this.#dueHigh = Number(due >> 32n);
    this.#timed = true;
  }
}
