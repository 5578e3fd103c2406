import { nsBetween } from '@chisel/core/bytes/words.ts';
import type { Column } from '@chisel/isolate/guest/columns.ts';

/**
 * Fields that tell no more of an event than each row does anyway: its number and its time stamp. They need
 * no column; a text that no other event has is made only where a script reads it.
 */

const TWO_32 = 4294967296;
const NS_PER_SECOND = 1_000_000_000;
/** Characters of `YYYY-MM-DD`. */
const DATE_LENGTH = 10;

interface RowTime {
  /** Second since 1970, and nanoseconds in it. */
  second: number;
  ns: number;
  /** `YYYY-MM-DD HH:MM:SS` in local time. */
  text: string;
}

type Read = (time: RowTime) => string | number;

const clock = ({ text }: RowTime): string => text.slice(DATE_LENGTH + 1);
const nineDigits = (ns: number): string => String(NS_PER_SECOND + ns).slice(1);

const times: Readonly<Record<string, Read>> = {
  'evt.time': (time) => `${clock(time)}.${nineDigits(time.ns)}`,
  'evt.time.s': clock,
  'evt.datetime': (time) => `${time.text}.${nineDigits(time.ns)}`,
  'evt.datetime.s': ({ text }) => text,
  'evt.rawtime.s': ({ second }) => second,
  'evt.rawtime.ns': ({ ns }) => ns,
};

export const rowFields: ReadonlySet<string> = new Set([
  ...Object.keys(times),
  'evt.num',
  'evt.rawtime',
]);

/** The event at hand, as far as the reader of such a field needs it. */
export interface EventAtHand {
  /** Undefined before the first event. */
  readonly num: number | undefined;
  readonly tsLow: number;
  readonly tsHigh: number;
}

/** The reader of such a field; local time is as far from UTC as the host has it. */
export function rowColumn(name: string, zoneS: number, event: EventAtHand): Column {
  const read = rowReader(name, zoneS, event);
  return { use: () => undefined, read: () => (event.num === undefined ? undefined : read()) };
}

function rowReader(name: string, zoneS: number, event: EventAtHand): () => unknown {
  if (name === 'evt.num') return () => event.num;
  if (name === 'evt.rawtime') return () => event.tsHigh * TWO_32 + event.tsLow;
  const read = times[name] as Read;
  const timeAt = createTimes(zoneS);
  return () => read(timeAt(event.tsLow, event.tsHigh));
}

/** Time stamps in parts. What is true of a whole second is worked out once. */
function createTimes(zoneS: number): (low: number, high: number) => RowTime {
  const time: RowTime = { second: 0, ns: 0, text: '' };
  let startLow = 0;
  let startHigh = 0;
  return (low, high) => {
    let ns = nsBetween(startLow, startHigh, low, high);
    if (ns < 0 || ns >= NS_PER_SECOND || time.text === '') {
      const ts = (BigInt(high) << 32n) | BigInt(low);
      time.second = Number(ts / BigInt(NS_PER_SECOND));
      ns = Number(ts % BigInt(NS_PER_SECOND));
      const start = ts - BigInt(ns);
      startLow = Number(start & 0xffff_ffffn);
      startHigh = Number(start >> 32n);
      time.text = localText(time.second + zoneS);
    }
    time.ns = ns;
    return time;
  };
}

function localText(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ');
}
