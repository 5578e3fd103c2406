const TWO_32 = 4294967296;

/**
 * Tells when event time enters another interval: its start is the time stamp less its remainder. It
 * fires once, however many intervals passed without an event; the first event only sets it.
 */
export class IntervalClock {
  readonly #intervalNs: bigint;
  readonly #fire: (num: number, tsLow: number, tsHigh: number) => void;
  #sample = -1n;
  /** Time stamps in this window are in the interval at hand; within one value of the high half. */
  #high = -1;
  #fromLow = 0;
  #toLow = 0;

  constructor(intervalNs: number, fire: (num: number, tsLow: number, tsHigh: number) => void) {
    this.#intervalNs = BigInt(intervalNs);
    this.#fire = fire;
  }

  tick(tsLow: number, tsHigh: number, num: number): void {
    if (tsHigh === this.#high && tsLow >= this.#fromLow && tsLow < this.#toLow) return;
    this.#enter(tsLow, tsHigh, num);
  }

  #enter(tsLow: number, tsHigh: number, num: number): void {
    const ts = (BigInt(tsHigh) << 32n) | BigInt(tsLow);
    const sample = ts - (ts % this.#intervalNs);
    const base = BigInt(tsHigh) << 32n;
    const from = sample - base;
    const to = from + this.#intervalNs;
    this.#high = tsHigh;
    this.#fromLow = from < 0n ? 0 : Number(from);
    this.#toLow = to > BigInt(TWO_32) ? TWO_32 : Number(to);
    const isFirst = this.#sample < 0n;
    if (sample === this.#sample) return;
    this.#sample = sample;
    if (!isFirst) this.#fire(num, tsLow, tsHigh);
  }
}
