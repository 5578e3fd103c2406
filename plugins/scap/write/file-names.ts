/** How the files of a cycle are called. */
export interface NameOptions {
  readonly file: string;
  readonly bySize: boolean;
  readonly byTime: boolean;
  readonly byEvents: boolean;
  readonly maxFiles: number | undefined;
}

/** Whether the name is made of the time of the file's first event. */
export function namedByTime({ file, byTime, byEvents }: NameOptions): boolean {
  return byTime && !byEvents && file.includes('%');
}

/**
 * The name of the file with this number: the one given and the number, or the one given as a format
 * for the time. As in the reference, with both a size and a time as limits the number is there twice.
 */
export function fileName(options: NameOptions, index: number, time: Date): string {
  const { file, bySize, byTime, byEvents, maxFiles } = options;
  const number = maxFiles === undefined ? index : index % maxFiles;
  if (byEvents) return `${file}${number}`;
  const base = namedByTime(options) ? formatTime(file, time) : file + (byTime ? number : '');
  if (!bySize) return base;
  const digits = maxFiles === undefined ? 1 : String(maxFiles).length;
  return base + String(number).padStart(digits, '0');
}

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

const conversions: Readonly<Record<string, (time: Date) => string>> = {
  a: (time) => (DAYS[time.getDay()] as string).slice(0, 3),
  A: (time) => DAYS[time.getDay()] as string,
  b: (time) => (MONTHS[time.getMonth()] as string).slice(0, 3),
  B: (time) => MONTHS[time.getMonth()] as string,
  d: (time) => padded(time.getDate(), 2),
  D: (time) => formatTime('%m/%d/%y', time),
  F: (time) => formatTime('%Y-%m-%d', time),
  H: (time) => padded(time.getHours(), 2),
  I: (time) => padded(time.getHours() % 12 || 12, 2),
  j: (time) => padded(dayOfYear(time), 3),
  m: (time) => padded(time.getMonth() + 1, 2),
  M: (time) => padded(time.getMinutes(), 2),
  p: (time) => (time.getHours() < 12 ? 'AM' : 'PM'),
  R: (time) => formatTime('%H:%M', time),
  s: (time) => String(Math.floor(time.getTime() / 1000)),
  S: (time) => padded(time.getSeconds(), 2),
  T: (time) => formatTime('%H:%M:%S', time),
  u: (time) => String(time.getDay() || 7),
  w: (time) => String(time.getDay()),
  y: (time) => padded(time.getFullYear() % 100, 2),
  Y: (time) => String(time.getFullYear()),
  '%': () => '%',
};

/** As strftime, in local time; conversions that it doesn't know stay as they are. */
export function formatTime(format: string, time: Date): string {
  return format.replaceAll(/%(.)/g, (all, letter: string) => conversions[letter]?.(time) ?? all);
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

function dayOfYear(time: Date): number {
  const start = Date.UTC(time.getFullYear(), 0, 0);
  return (Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) - start) / 86_400_000;
}
