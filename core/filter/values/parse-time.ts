const unitNs: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
};

/** The units of durations, as messages list them. */
export const durationUnits: readonly string[] = ['ns', 'us', 'ms', 's', 'm', 'h', 'd'];

const duration = /^\+?([0-9]{1,20})(?:\.([0-9]{1,20}))?(ns|us|ms|s|m|h|d)$/;

/** A number with a unit, `1.5s`, as nanoseconds; what is below a nanosecond is cut off. */
export function parseDuration(text: string): bigint | undefined {
  const [match, whole, fraction = '', unit] =
    duration.exec(text.replace('\u00c2\u00b5', 'u')) ?? [];
  if (match === undefined) return undefined;
  const scale = unitNs[unit as string] as bigint;
  const digits = BigInt((whole as string) + fraction);
  return (digits * scale) / 10n ** BigInt(fraction.length);
}

const moment =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2})$/;

/** An ISO date and time with its zone, or a number with a unit, as nanoseconds since the epoch. */
export function parseMoment(text: string): bigint | undefined {
  const [match, seconds, fraction = '', zone] = moment.exec(text) ?? [];
  if (match === undefined) return parseDuration(text);
  const ms = Date.parse(`${(seconds as string).replace(' ', 'T')}${zone}`);
  if (Number.isNaN(ms)) return undefined;
  return BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}
