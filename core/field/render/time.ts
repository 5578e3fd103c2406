import type { ByteWriter } from '../../bytes/byte-writer.ts';
import { nsBetween } from '../../bytes/words.ts';
import { wide } from './number.ts';

const NS_PER_SECOND = 1_000_000_000;
const DAY_S = 86400;
const ZERO = 0x30;
const DAY_CLOCK_LENGTH = 8;

/**
 * Writes time stamps as text. The second they lie in is worked out once and kept with its text, so
 * that a run of events within a second costs a subtraction and nine digits each.
 */
export class TimeWriter {
  /** Offset of local time from UTC, as it is now and not at the time of the events. */
  readonly #zoneS: number;
  /** Start of the current second, as halves, and its number. */
  #low = 0;
  #high = 0;
  #second = 0;
  /** `HH:MM:SS.` in local time. */
  readonly #clock = new Uint8Array(DAY_CLOCK_LENGTH + 1).fill(0x2e);

  constructor(zoneS = localZoneS()) {
    this.#zoneS = zoneS;
    this.#enter(0, 0);
  }

  /** Writes the local time of day, `HH:MM:SS.nnnnnnnnn`. */
  writeClock(out: ByteWriter, low: number, high: number): void {
    const ns = this.#nsOf(low, high);
    out.reserve(DAY_CLOCK_LENGTH + 10);
    const { bytes, length } = out;
    for (let i = 0; i <= DAY_CLOCK_LENGTH; i++) bytes[length + i] = this.#clock[i] as number;
    out.length = length + DAY_CLOCK_LENGTH + 1;
    writeNineDigits(out, ns);
  }

  /** Writes the local time of day without the fraction. */
  writeClockSeconds(out: ByteWriter, low: number, high: number): void {
    this.#nsOf(low, high);
    out.writeBytes(this.#clock, 0, DAY_CLOCK_LENGTH);
  }

  /** Writes local date and time of day, `YYYY-MM-DD HH:MM:SS.nnnnnnnnn`. */
  writeDateTime(out: ByteWriter, low: number, high: number): void {
    this.#writeDate(out, low, high);
    this.writeClock(out, low, high);
  }

  /** Writes local date and time of day without the fraction. */
  writeDateTimeSeconds(out: ByteWriter, low: number, high: number): void {
    this.#writeDate(out, low, high);
    this.writeClockSeconds(out, low, high);
  }

  /** Writes UTC date and time, `YYYY-MM-DDTHH:MM:SS.nnnnnnnnn+0000`. */
  writeIso8601(out: ByteWriter, low: number, high: number): void {
    const ns = this.#nsOf(low, high);
    out.writeText(isoSecond(this.#second));
    out.writeByte(0x2e);
    writeNineDigits(out, ns);
    out.writeText('+0000');
  }

  /** Writes seconds and nanoseconds since the epoch; the nanoseconds have no leading zeros. */
  writeEpoch(out: ByteWriter, low: number, high: number): void {
    const ns = this.#nsOf(low, high);
    out.writeInteger(this.#second);
    out.writeByte(0x2e);
    out.writeInteger(ns);
  }

  /** Writes nanoseconds since the epoch. */
  writeEpochNs(out: ByteWriter, low: number, high: number): void {
    const ns = this.#nsOf(low, high);
    if (this.#second === 0) return out.writeInteger(ns);
    out.writeInteger(this.#second);
    writeNineDigits(out, ns);
  }

  /** Whole seconds since the epoch. */
  secondsOf(low: number, high: number): number {
    this.#nsOf(low, high);
    return this.#second;
  }

  /** Nanoseconds within the second. */
  nsOf(low: number, high: number): number {
    return this.#nsOf(low, high);
  }

  #nsOf(low: number, high: number): number {
    const ns = nsBetween(this.#low, this.#high, low, high);
    if (ns >= 0 && ns < NS_PER_SECOND) return ns;
    this.#enter(low, high);
    return nsBetween(this.#low, this.#high, low, high);
  }

  #enter(low: number, high: number): void {
    const ts = wide(low, high);
    const second = ts / BigInt(NS_PER_SECOND);
    const start = second * BigInt(NS_PER_SECOND);
    this.#low = Number(start & 0xffffffffn);
    this.#high = Number(start >> 32n);
    this.#second = Number(second);
    const ofDay = positiveRest(this.#second + this.#zoneS, DAY_S);
    writePair(this.#clock, 0, Math.floor(ofDay / 3600));
    writePair(this.#clock, 3, Math.floor((ofDay % 3600) / 60));
    writePair(this.#clock, 6, ofDay % 60);
    this.#clock[2] = this.#clock[5] = 0x3a;
  }

  #writeDate(out: ByteWriter, low: number, high: number): void {
    this.#nsOf(low, high);
    out.writeText(isoSecond(this.#second + this.#zoneS).slice(0, -9));
    out.writeByte(0x20);
  }
}

const utc = new TimeWriter(0);

/** Writes a time stamp as nanoseconds since the epoch. */
export function writeEpochNs(out: ByteWriter, low: number, high: number): void {
  utc.writeEpochNs(out, low, high);
}

/** Writes a duration as seconds, a dot and nine digits; as if unsigned when the times are reversed. */
export function writeElapsed(
  out: ByteWriter,
  fromLow: number,
  fromHigh: number,
  toLow: number,
  toHigh: number,
): void {
  const ns = nsBetween(fromLow, fromHigh, toLow, toHigh);
  if (ns >= 0 && ns <= Number.MAX_SAFE_INTEGER) return writeSecondsNs(out, ns);
  const exact = BigInt.asUintN(64, wide(toLow, toHigh) - wide(fromLow, fromHigh));
  out.writeText(`${exact / 1_000_000_000n}.${String(exact % 1_000_000_000n).padStart(9, '0')}`);
}

/** Writes nanoseconds as seconds, a dot and nine digits. */
export function writeSecondsNs(out: ByteWriter, ns: number): void {
  const seconds = Math.floor(ns / NS_PER_SECOND);
  out.writeInteger(seconds);
  out.writeByte(0x2e);
  writeNineDigits(out, ns - seconds * NS_PER_SECOND);
}

/** Writes a number below 10^9 with leading zeros. */
export function writeNineDigits(out: ByteWriter, value: number): void {
  out.reserve(9);
  const { bytes, length } = out;
  const top = (value / 1000000) | 0;
  const below = value - top * 1000000;
  const middle = (below / 1000) | 0;
  writeTriple(bytes, length, top);
  writeTriple(bytes, length + 3, middle);
  writeTriple(bytes, length + 6, below - middle * 1000);
  out.length = length + 9;
}

function writeTriple(bytes: Uint8Array, at: number, value: number): void {
  const hundreds = (value / 100) | 0;
  const rest = value - hundreds * 100;
  const tens = (rest / 10) | 0;
  bytes[at] = ZERO + hundreds;
  bytes[at + 1] = ZERO + tens;
  bytes[at + 2] = ZERO + rest - tens * 10;
}

function writePair(bytes: Uint8Array, at: number, value: number): void {
  const tens = (value / 10) | 0;
  bytes[at] = ZERO + tens;
  bytes[at + 1] = ZERO + value - tens * 10;
}

function positiveRest(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

/** `YYYY-MM-DDTHH:MM:SS` in UTC; no time stamp is past the year 2554. */
function isoSecond(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 19);
}

function localZoneS(): number {
  return -new Date().getTimezoneOffset() * 60;
}
