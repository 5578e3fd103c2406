import { nsBetween, unsigned64, type Integer } from '../../bytes/words.ts';
import { EventFlag, type EventType } from '../../event/event-table.ts';
import type { Event } from '../../state/event.ts';
import type { Thread } from '../../state/thread.ts';
import { Need } from '../../state/needs.ts';
import { defineFields, type Binding, type FieldSpec, type Write } from '../define-fields.ts';
import { isExitType, typeMarks } from '../event-types.ts';
import { bracketed } from '../field-arguments.ts';
import { argumentWrong } from '../field-errors.ts';
import type { FieldContext } from '../field.ts';
import { TimeWriter, writeElapsed, writeEpochNs, writeSecondsNs } from '../render/time.ts';
import { textOf } from '../text-of.ts';

const NS_PER_SECOND = 1_000_000_000;

type WriteTime = (time: TimeWriter, event: Event, out: Parameters<Write>[1]) => void;

/** When an event happened. */
export const evtTimeFields = defineFields({ class: 'evt' }, [
  textTime('evt.time', 'Local time of day with nanoseconds.', (time, event, out) =>
    time.writeClock(out, event.tsLow, event.tsHigh),
  ),
  textTime('evt.time.s', 'Local time of day in whole seconds.', (time, event, out) =>
    time.writeClockSeconds(out, event.tsLow, event.tsHigh),
  ),
  textTime('evt.time.iso8601', 'Date and time in UTC with nanoseconds.', (time, event, out) =>
    time.writeIso8601(out, event.tsLow, event.tsHigh),
  ),
  textTime('evt.datetime', 'Local date and time with nanoseconds.', (time, event, out) =>
    time.writeDateTime(out, event.tsLow, event.tsHigh),
  ),
  textTime('evt.datetime.s', 'Local date and time in whole seconds.', (time, event, out) =>
    time.writeDateTimeSeconds(out, event.tsLow, event.tsHigh),
  ),
  {
    name: 'evt.rawtime',
    type: 'abstime',
    description: 'Nanoseconds since 1970.',
    extract: epochNs,
    write: writeEpoch,
  },
  {
    name: 'evt.rawtime.s',
    type: 'abstime',
    description: 'Whole seconds since 1970.',
    bind: () => {
      const time = new TimeWriter();
      return { extract: (event) => time.secondsOf(event.tsLow, event.tsHigh) };
    },
  },
  {
    name: 'evt.rawtime.ns',
    type: 'abstime',
    format: '10_PADDED_DEC',
    description: 'Nanoseconds within the second.',
    bind: (context) => {
      const time = new TimeWriter();
      return {
        format: paddedFormat(context),
        extract: (event) => time.nsOf(event.tsLow, event.tsHigh),
      };
    },
  },
  {
    name: 'evt.reltime',
    type: 'reltime',
    format: '10_PADDED_DEC',
    description: 'Nanoseconds since the first event.',
    bind: (context) => ({ format: paddedFormat(context), extract: sinceFirst }),
  },
  {
    name: 'evt.reltime.s',
    type: 'reltime',
    description: 'Whole seconds since the first event.',
    extract: (event) => secondsOf(sinceFirst(event)),
  },
  {
    name: 'evt.reltime.ns',
    type: 'reltime',
    format: '10_PADDED_DEC',
    description: 'Nanoseconds within the second, counted from the first event.',
    bind: (context) => ({
      format: paddedFormat(context),
      extract: (event) => restOf(sinceFirst(event)),
    }),
  },
]);

/** How long a call took, and times that depend on what came before. */
export const evtDurationFields = defineFields({ class: 'evt-syscall' }, [
  latency('evt.latency', 'DEC', 'Nanoseconds from a call to its return.', (ns) => ns),
  latency('evt.latency.s', 'DEC', 'Whole seconds from a call to its return.', secondsOf),
  latency(
    'evt.latency.ns',
    '10_PADDED_DEC',
    'Nanoseconds within the second, from a call to its return.',
    restOf,
  ),
  {
    name: 'evt.latency.quantized',
    type: 'uint64',
    hidden: true,
    description: 'Order of magnitude of the latency.',
    needs: Need.PAIRING,
    extract: ({ type, thread }) =>
      thread && type.category !== 'internal' && thread.latencyNs !== 0
        ? magnitude(thread.latencyNs)
        : undefined,
  },
  {
    name: 'evt.latency.human',
    remembers: true,
    description: 'Time from a call to its return with a unit, as in 10.30ms.',
    needs: Need.PAIRING,
    bind: bindHumanLatency,
  },
  delta('evt.deltatime', 'DEC', 'Nanoseconds since the previous event.', (ns) => ns),
  delta('evt.deltatime.s', 'DEC', 'Whole seconds since the previous event.', secondsOf),
  delta(
    'evt.deltatime.ns',
    '10_PADDED_DEC',
    'Nanoseconds within the second, since the previous event.',
    restOf,
  ),
  {
    name: 'evt.outputtime',
    displayOnly: true,
    description: 'The time column of event lines, in the form that -t chooses.',
    needs: Need.PAIRING,
    bind: bindOutputTime,
  },
  {
    name: 'evt.around',
    type: 'uint64',
    filterOnly: true,
    argument: 'required',
    argumentKind: 'evt.around[NANOSECONDS]',
    readArgument: bracketed,
    within: 1_000_000,
    description: 'With evt.around[T]=D, whether the event is within D milliseconds of the time T.',
    bind: (_context, argument) => bindAround(argument ?? ''),
  },
]);

function textTime(name: string, description: string, writeTime: WriteTime): FieldSpec {
  return {
    name,
    description,
    bind: (context) => {
      if (context.text.json) return nanoseconds;
      const time = new TimeWriter();
      const write: Write = (event, out) => {
        writeTime(time, event, out);
        return true;
      };
      return { extract: textOf(write), write };
    },
  };
}

/** In JSON every textual time is the number of nanoseconds since 1970. */
const nanoseconds: Binding = {
  type: 'abstime',
  format: 'DEC',
  extract: epochNs,
  write: writeEpoch,
};

/** In JSON padded numbers are numbers. */
function paddedFormat({ text }: FieldContext): string {
  return text.json ? 'DEC' : '10_PADDED_DEC';
}

function epochNs(event: Event): Integer {
  return unsigned64(event.tsLow, event.tsHigh);
}

function writeEpoch(event: Event, out: Parameters<Write>[1]): boolean {
  writeEpochNs(out, event.tsLow, event.tsHigh);
  return true;
}

function sinceFirst({ firstTsLow, firstTsHigh, tsLow, tsHigh }: Event): Integer {
  return elapsed(firstTsLow, firstTsHigh, tsLow, tsHigh);
}

/** Nanoseconds between two times, as if unsigned when the second one is earlier. */
function elapsed(fromLow: number, fromHigh: number, toLow: number, toHigh: number): Integer {
  const ns = nsBetween(fromLow, fromHigh, toLow, toHigh);
  if (ns >= 0 && ns <= Number.MAX_SAFE_INTEGER) return ns;
  const from = (BigInt(fromHigh >>> 0) << 32n) | BigInt(fromLow >>> 0);
  const to = (BigInt(toHigh >>> 0) << 32n) | BigInt(toLow >>> 0);
  return BigInt.asUintN(64, to - from);
}

function secondsOf(ns: Integer): number {
  return typeof ns === 'number'
    ? Math.floor(ns / NS_PER_SECOND)
    : Number(ns / BigInt(NS_PER_SECOND));
}

function restOf(ns: Integer): number {
  return typeof ns === 'number' ? ns % NS_PER_SECOND : Number(ns % BigInt(NS_PER_SECOND));
}

function latency(
  name: string,
  format: string,
  description: string,
  part: (ns: number) => Integer,
): FieldSpec {
  return {
    name,
    type: 'reltime',
    format,
    description,
    needs: Need.PAIRING,
    bind: (context) => ({
      format: format === 'DEC' ? format : paddedFormat(context),
      extract: ({ type, thread }) => {
        if (!thread || isThreadless(type)) return 0;
        return type.category === 'internal' ? undefined : part(thread.latencyNs);
      },
    }),
  };
}

/** Whether events of a type belong to no thread, although they name one. */
function isThreadless({ flags, name }: EventType): boolean {
  return (flags & EventFlag.SKIPPARSERESET) !== 0 && name !== 'procinfo';
}

/** Tenth powers on a scale that is one column wide. */
function magnitude(ns: number): number {
  return Math.trunc(-Math.min(Math.log10(ns), 11) / 11) + 1;
}

function bindHumanLatency({ table }: FieldContext): Binding {
  const starts = typeMarks(table, (type) => isExitType(type) && startNames.has(type.name));
  // As in the reference, events without a thread repeat what was shown last.
  let shown = '';
  return {
    extract: (event) => {
      const { thread, typeId } = event;
      if (!thread || isThreadless(event.type)) return shown;
      if (starts[typeId] === 1 && isCreatedBy(thread, event)) return shown;
      if (event.type.category === 'internal') return undefined;
      return (shown = durationText(thread.latencyNs));
    },
  };
}

/** Calls that return in a new thread too, which is not there yet when they do. */
const startNames = new Set(['clone', 'clone3', 'fork', 'vfork']);

function isCreatedBy(thread: Thread, { tsLow, tsHigh }: Event): boolean {
  return thread.cloneTsLow === tsLow && thread.cloneTsHigh === tsHigh;
}

/** From which length on a duration has how many of which unit; the longest first. */
const units: readonly (readonly [from: number, unitNs: number, unit: string, digits: boolean])[] = [
  [1e9, 1e9, 's', true],
  [1e7, 1e6, 'ms', false],
  [1e6, 1e6, 'ms', true],
  [1e4, 1e3, 'us', false],
  [1e3, 1e3, 'us', true],
  [0, 1, 'ns', false],
];

/** A duration with a unit that suits it: `5ns`, `1.20ms`, `2:05`. */
export function durationText(ns: number): string {
  const seconds = Math.floor(ns / NS_PER_SECOND);
  const minutes = Math.floor(seconds / 60);
  if (seconds >= 3600) {
    return [Math.floor(minutes / 60), minutes % 60, seconds % 60].map(twoDigits).join(':');
  }
  if (seconds >= 60) return `${minutes}:${seconds % 60}`;
  for (const [from, unitNs, unit, digits] of units) {
    if (ns < from) continue;
    const whole = Math.floor(ns / unitNs);
    if (!digits) return `${whole}${unit}`;
    return `${whole}.${twoDigits(Math.floor((ns - whole * unitNs) / (unitNs / 100)))}${unit}`;
  }
  return '0ns';
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function delta(
  name: string,
  format: string,
  description: string,
  part: (ns: Integer) => Integer,
): FieldSpec {
  return {
    name,
    type: 'reltime',
    format,
    description,
    remembers: true,
    bind: (context) => {
      // JSON takes every value twice, and the second time the event before is the event itself.
      if (context.text.json) return { format: 'DEC', extract: () => 0 };
      const since = createSincePrevious();
      return { extract: (event) => part(since(event)) };
    },
  };
}

/** Nanoseconds since the event this was asked about last. */
function createSincePrevious(): (event: Event) => Integer {
  let low = 0;
  let high = 0;
  return ({ tsLow, tsHigh }) => {
    const first = low === 0 && high === 0;
    const ns = first ? 0 : elapsed(low, high, tsLow, tsHigh);
    low = tsLow;
    high = tsHigh;
    return ns;
  };
}

function bindOutputTime({ text }: FieldContext): Binding {
  if (text.json) return { ...nanoseconds, needs: Need.NONE };
  const write = outputTimeWriters[text.timeMode]();
  return {
    extract: textOf(write),
    write,
    needs: text.timeMode === 'd' ? Need.PAIRING : Need.NONE,
  };
}

const outputTimeWriters: Record<FieldContext['text']['timeMode'], () => Write> = {
  h: () => {
    const time = new TimeWriter();
    return (event, out) => {
      time.writeClock(out, event.tsLow, event.tsHigh);
      return true;
    };
  },
  a: () => {
    const time = new TimeWriter();
    return (event, out) => {
      time.writeEpoch(out, event.tsLow, event.tsHigh);
      return true;
    };
  },
  r: () => (event, out) => {
    writeElapsed(out, event.firstTsLow, event.firstTsHigh, event.tsLow, event.tsHigh);
    return true;
  },
  d: () => (event, out) => {
    writeSecondsNs(out, event.thread?.latencyNs ?? 0);
    return true;
  },
  D: () => {
    let low = 0;
    let high = 0;
    return ({ tsLow, tsHigh }, out) => {
      if (low === 0 && high === 0) {
        low = tsLow;
        high = tsHigh;
      }
      writeElapsed(out, low, high, tsLow, tsHigh);
      low = tsLow;
      high = tsHigh;
      return true;
    };
  },
};

function bindAround(argument: string): Binding {
  if (!/^\d{1,20}$/.test(argument)) {
    throw argumentWrong({
      field: 'evt.around',
      argument,
      expected: 'a time in nanoseconds since 1970, as evt.rawtime shows it',
    });
  }
  const center = BigInt(argument);
  const low = Number(center & 0xffffffffn);
  const high = Number((center >> 32n) & 0xffffffffn);
  return {
    extract: (event) => Math.abs(nsBetween(low, high, event.tsLow, event.tsHigh)),
  };
}
