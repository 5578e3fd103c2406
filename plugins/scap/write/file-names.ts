import { breakTime, strftime } from '@chisel/core/bytes/strftime.ts';

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

/** As strftime, in local time. */
export function formatTime(format: string, time: Date): string {
  return strftime(format, breakTime(time.getTime() / 1000, false));
}
