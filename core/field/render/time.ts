import { BytePiece } from '../../bytes/byte-piece.ts';
import type { ByteWriter } from '../../bytes/byte-writer.ts';
import { nsBetween } from '../../bytes/words.ts';
import { wide } from './number.ts';

const NS_PER_SECOND = 1_000_000_000;
/** Characters of `HH:MM:SS`. */
const CLOCK_LENGTH = 8;

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
  #clock = new BytePiece('');

  constructor(zoneS = localZoneS()) {
    this.#zoneS = zoneS;
    this.#enter(0, 0);
  }

  /** Writes the local time of day, `HH:MM:SS.nnnnnnnnn`. */
  writeClock(out: ByteWriter, low: number, high: number): void {
    const ns = this.#nsOf(low, high);
    out.writePiece(this.#clock);
    out.writeNineDigits(ns);
  }

  /** Writes the local time of day without the fraction. */
  writeClockSeconds(out: ByteWriter, low: number, high: number): void {
    this.#nsOf(low, high);
    out.writePiece(this.#clock);
    out.length--;
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
    out.writeNineDigits(ns);
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
    out.writeNineDigits(ns);
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
    this.#clock = new BytePiece(`${isoSecond(this.#second + this.#zoneS).slice(-CLOCK_LENGTH)}.`);
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
  out.writeNineDigits(ns - seconds * NS_PER_SECOND);
}

/** `YYYY-MM-DDTHH:MM:SS` in UTC; no time stamp is past the year 2554. */
function isoSecond(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 19);
}

/** Offset of local time from UTC, as it is now. */
export function localZoneS(): number {
  return -new Date().getTimezoneOffset() * 60;
}
