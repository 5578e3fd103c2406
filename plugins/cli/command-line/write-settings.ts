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
}

const BYTES_A_MB = 1_000_000;

/** Undefined when no capture is to be written. */
export function writeSettingsOf(line: CommandLine): WriteSettings | undefined {
  const file = line.values.get('write')?.at(-1);
  if (file === undefined) return undefined;
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
  };
}
