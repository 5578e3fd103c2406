const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A point in time in parts, as C's `struct tm`. */
export interface BrokenTime {
  readonly seconds: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
  /** From 0. */
  readonly yearday: number;
  readonly isDst: boolean;
  /** East of UTC. */
  readonly offsetMinutes: number;
  readonly zone: string;
}

const DAY_MS = 86_400_000;

export function breakTime(seconds: number, isUtc: boolean): BrokenTime {
  const date = new Date(seconds * 1000);
  const offsetMinutes = isUtc ? 0 : -date.getTimezoneOffset();
  const local = new Date(date.getTime() + offsetMinutes * 60_000);
  const year = local.getUTCFullYear();
  const standard = Math.min(offsetOf(year, 0), offsetOf(year, 6));
  return {
    seconds,
    year,
    month: local.getUTCMonth(),
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    weekday: local.getUTCDay(),
    yearday: Math.floor((local.getTime() - Date.UTC(year, 0, 1)) / DAY_MS),
    isDst: !isUtc && offsetMinutes !== standard,
    offsetMinutes,
    zone: isUtc ? 'GMT' : zoneName(date),
  };
}

function offsetOf(year: number, month: number): number {
  return -new Date(year, month, 1).getTimezoneOffset();
}

function zoneName(date: Date): string {
  return /\(([A-Z]+)\)/.exec(date.toString())?.[1] ?? abbreviate(date.toString());
}

function abbreviate(text: string): string {
  const name = /\((.*)\)/.exec(text)?.[1] ?? 'UTC';
  if (name === 'Coordinated Universal Time') return 'UTC';
  return name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('');
}

/** C's `strftime` in the C locale. */
export function strftime(format: string, time: BrokenTime): string {
  return format.replace(
    /%([EO]?)([^]?)/g,
    (whole, _modifier: string, letter: string) => conversion(letter, time) ?? whole,
  );
}

function conversion(letter: string, time: BrokenTime): string | undefined {
  return nameOf(letter, time) ?? numberOf(letter, time) ?? composed(letter, time);
}

function nameOf(letter: string, { weekday, month, hour, zone }: BrokenTime): string | undefined {
  switch (letter) {
    case 'a':
      return (DAYS[weekday] as string).slice(0, 3);
    case 'A':
      return DAYS[weekday];
    case 'b':
    case 'h':
      return (MONTHS[month] as string).slice(0, 3);
    case 'B':
      return MONTHS[month];
    case 'p':
      return hour < 12 ? 'AM' : 'PM';
    case 'P':
      return hour < 12 ? 'am' : 'pm';
    case 'Z':
      return zone;
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '%':
      return '%';
    default:
      return undefined;
  }
}

type Number_ = (time: BrokenTime) => string;
const pad = (value: number, width: number, fill = '0'): string =>
  String(value).padStart(width, fill);
const hour12 = (hour: number): number => (hour % 12 === 0 ? 12 : hour % 12);

const NUMBERS: Readonly<Record<string, Number_>> = {
  C: ({ year }) => pad(Math.floor(year / 100), 2),
  d: ({ day }) => pad(day, 2),
  e: ({ day }) => pad(day, 2, ' '),
  g: (time) => pad(isoWeek(time).year % 100, 2),
  G: (time) => String(isoWeek(time).year),
  H: ({ hour }) => pad(hour, 2),
  I: ({ hour }) => pad(hour12(hour), 2),
  j: ({ yearday }) => pad(yearday + 1, 3),
  k: ({ hour }) => pad(hour, 2, ' '),
  l: ({ hour }) => pad(hour12(hour), 2, ' '),
  m: ({ month }) => pad(month + 1, 2),
  M: ({ minute }) => pad(minute, 2),
  s: ({ seconds }) => String(Math.trunc(seconds)),
  S: ({ second }) => pad(second, 2),
  u: ({ weekday }) => String(weekday === 0 ? 7 : weekday),
  U: ({ yearday, weekday }) => pad(Math.floor((yearday + 7 - weekday) / 7), 2),
  V: (time) => pad(isoWeek(time).week, 2),
  w: ({ weekday }) => String(weekday),
  W: ({ yearday, weekday }) => pad(Math.floor((yearday + 7 - ((weekday + 6) % 7)) / 7), 2),
  y: ({ year }) => pad(((year % 100) + 100) % 100, 2),
  Y: ({ year }) => String(year),
  z: ({ offsetMinutes }) => offset(offsetMinutes),
};

function numberOf(letter: string, time: BrokenTime): string | undefined {
  return NUMBERS[letter]?.(time);
}

const COMPOSED: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  r: '%I:%M:%S %p',
  R: '%H:%M',
  T: '%H:%M:%S',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
};

function composed(letter: string, time: BrokenTime): string | undefined {
  const format = COMPOSED[letter];
  return format === undefined ? undefined : strftime(format, time);
}

function offset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${pad(size % 60, 2)}`;
}

/** The week of ISO 8601: the one with the year's first Thursday is the first. */
function isoWeek({ year, yearday, weekday }: BrokenTime): { year: number; week: number } {
  const thursday = yearday - ((weekday + 6) % 7) + 3;
  if (thursday < 0) {
    const days = daysIn(year - 1);
    return { year: year - 1, week: Math.floor((thursday + days) / 7) + 1 };
  }
  if (thursday >= daysIn(year)) return { year: year + 1, week: 1 };
  return { year, week: Math.floor(thursday / 7) + 1 };
}

function daysIn(year: number): number {
  return (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / DAY_MS;
}
