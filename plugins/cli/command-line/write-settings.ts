import { parseDuration } from '@chisel/core/filter/values/parse-time.ts';
import { badOptionValue, optionNeedsOthers, optionsExclude } from './errors.ts';
import type { CommandLine } from './parse-command-line.ts';
import { wholeNumber } from './whole-number.ts';

/** What was asked for about the capture that is written, checked. */
export interface WriteSettings {
  readonly file: string;
  readonly compress: boolean;
  readonly maxBytes: number | undefined;
  readonly maxSeconds: number | undefined;
  readonly maxEvents: number | undefined;
  readonly maxFiles: number | undefined;
  readonly fat: boolean;
  readonly filterProclist: boolean;
  /** Whether contents and unrelated processes are left out. */
  readonly sanitize: boolean;
  /** Undefined: everything is written. */
  readonly flight: FlightSettings | undefined;
}

/** What the flight recorder keeps, and when it writes it. */
export interface FlightSettings {
  readonly windowNs: number;
  readonly on: string;
}

const BYTES_A_MB = 1_000_000;
const MAX_WINDOW_NS = 86_400e9;

/** Undefined when no capture is to be written. */
export function writeSettingsOf(line: CommandLine): WriteSettings | undefined {
  const file = line.values.get('write')?.at(-1);
  if (file === undefined) {
    requireOthers(line, '-w FOLDER');
    return undefined;
  }
  const count = (option: string, key: string): number | undefined => {
    const value = line.values.get(key)?.at(-1);
    return value === undefined ? undefined : wholeNumber(option, value);
  };
  const megabytes = count('-C', 'fileSize');
  return {
    file,
    compress: line.switches.has('compress'),
    maxBytes: megabytes === undefined ? undefined : megabytes * BYTES_A_MB,
    maxSeconds: count('-G', 'seconds'),
    maxEvents: count('-e', 'eventLimit'),
    maxFiles: count('-W', 'fileLimit'),
    fat: line.switches.has('fatfile'),
    filterProclist: line.switches.has('filterProclist'),
    sanitize: sanitizes(line),
    flight: flightSettingsOf(line),
  };
}

/** Options of which none makes sense without the others. */
function requireOthers(line: CommandLine, others: string): void {
  for (const [key, option] of [
    ['flightRecorder', '--flight-recorder'],
    ['on', '--on'],
  ] as const) {
    if (line.values.has(key)) throw optionNeedsOthers({ option, others });
  }
}

function sanitizes({ switches }: CommandLine): boolean {
  const chosen = switches.has('sanitize');
  if (chosen && switches.has('fatfile')) throw optionsExclude({ options: ['--sanitize', '-F'] });
  return chosen;
}

function flightSettingsOf(line: CommandLine): FlightSettings | undefined {
  const value = line.values.get('flightRecorder')?.at(-1);
  const on = line.values.get('on')?.at(-1);
  if (value === undefined && on === undefined) return undefined;
  if (value === undefined) requireOthers(line, '--flight-recorder DURATION');
  if (on === undefined) requireOthers(line, '--on FILTER');
  const limits = Object.entries({
    fileSize: '-C',
    seconds: '-G',
    eventLimit: '-e',
    fileLimit: '-W',
  });
  const limit = limits.find(([key]) => line.values.has(key))?.[1];
  if (limit !== undefined) throw optionsExclude({ options: ['--flight-recorder', limit] });
  return { windowNs: windowOf(value ?? ''), on: on ?? '' };
}

/** A number without a unit is of seconds. */
function windowOf(value: string): number {
  const windowNs = Number(parseDuration(/^\d+$/.test(value) ? `${value}s` : value) ?? 0n);
  if (windowNs > 0 && windowNs <= MAX_WINDOW_NS) return windowNs;
  const expected = 'a length of time such as 30s, at most a day';
  throw badOptionValue({ option: '--flight-recorder', value, expected });
}
