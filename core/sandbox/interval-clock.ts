import { NO_TIME, type TimeSpan } from '../event/time-span.ts';

const TWO_32 = 4294967296;

type Fire = (num: number, tsLow: number, tsHigh: number) => void;

/** Tells when intervals of event time end. */
export interface IntervalClock {
  /** Time stamps that need not be told. */
  readonly quiet: TimeSpan;
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
  quiet = NO_TIME;

  constructor(intervalNs: number, fire: Fire, running = false) {
    this.#intervalNs = BigInt(intervalNs);
    this.#fire = fire;
    this.#sample = running ? 0n : -1n;
  }

  tick(tsLow: number, tsHigh: number, num: number): void {
    const ts = timeOf(tsLow, tsHigh);
    const sample = ts - (ts % this.#intervalNs);
    this.quiet = spanWithin(tsHigh, sample, sample + this.#intervalNs);
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
  quiet = NO_TIME;
  /** When the last interval ended; undefined before the first event. */
  #fromNs: bigint | undefined;

  constructor(intervalNs: number, fire: Fire) {
    this.#intervalNs = BigInt(intervalNs);
    this.#fire = fire;
  }

  tick(tsLow: number, tsHigh: number, num: number): void {
    const ts = timeOf(tsLow, tsHigh);
    const isFirst = this.#fromNs === undefined;
    const fromNs = this.#fromNs ?? ts;
    const passedNs = ts - fromNs;
    const hasEnded = passedNs >= this.#intervalNs;
    this.#fromNs = hasEnded ? ts - (passedNs % this.#intervalNs) : fromNs;
    this.quiet = spanWithin(tsHigh, 0n, this.#fromNs + this.#intervalNs);
    if (isFirst || hasEnded) this.#fire(num, tsLow, tsHigh);
  }
}

function timeOf(tsLow: number, tsHigh: number): bigint {
  return (BigInt(tsHigh) << 32n) | BigInt(tsLow);
}

/** The part of a span of time that shares its high half with a time stamp in it. */
function spanWithin(high: number, from: bigint, to: bigint): TimeSpan {
  const base = BigInt(high) << 32n;
  return {
    high,
    fromLow: from < base ? 0 : Number(from - base),
    toLow: to > base + BigInt(TWO_32) ? TWO_32 : Number(to - base),
  };
}
