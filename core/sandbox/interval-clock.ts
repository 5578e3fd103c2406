const TWO_32 = 4294967296;

type Fire = (num: number, tsLow: number, tsHigh: number) => void;

/** Tells when intervals of event time end. */
export interface IntervalClock {
  tick(tsLow: number, tsHigh: number, num: number): void;
}

/**
 * A clock for intervals of this length, precise ones when it is negative. One that is `running` from
 * before the first event that it sees counts that event as in another interval.
 */
export function createClock(intervalNs: number, running: boolean, fire: Fire): IntervalClock {
  if (intervalNs < 0) return new PreciseClock(-intervalNs, fire);
  return new SampleClock(intervalNs, fire, running);
}

/**
 * Tells when event time enters another interval: its start is the time stamp less its remainder. It
 * fires once, however many intervals passed without an event; the first event only sets it.
 */
export class SampleClock implements IntervalClock {
  readonly #intervalNs: bigint;
  readonly #fire: Fire;
  #sample: bigint;
  /** Time stamps in this window are in the interval at hand; within one value of the high half. */
  #high = -1;
  #fromLow = 0;
  #toLow = 0;

  constructor(intervalNs: number, fire: Fire, running = false) {
    this.#intervalNs = BigInt(intervalNs);
    this.#fire = fire;
    this.#sample = running ? 0n : -1n;
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

/**
 * Fires at the first event, which its intervals are counted from, and then at each event that one or more
 * of them have ended before; who is told works out how many.
 */
class PreciseClock implements IntervalClock {
  readonly #intervalNs: bigint;
  readonly #fire: Fire;
  /** When the last interval ended; undefined before the first event. */
  #fromNs: bigint | undefined;

  constructor(intervalNs: number, fire: Fire) {
    this.#intervalNs = BigInt(intervalNs);
    this.#fire = fire;
  }

  tick(tsLow: number, tsHigh: number, num: number): void {
    const ts = (BigInt(tsHigh) << 32n) | BigInt(tsLow);
    if (this.#fromNs === undefined) {
      this.#fromNs = ts;
      this.#fire(num, tsLow, tsHigh);
      return;
    }
    const passedNs = ts - this.#fromNs;
    if (passedNs < this.#intervalNs) return;
    this.#fromNs = ts - (passedNs % this.#intervalNs);
    this.#fire(num, tsLow, tsHigh);
  }
}
