import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { words } from '../support/words.ts';

const here = import.meta.dirname;
const wholeLimitBytes = 400_000;

/** What the reference answered to one command line. */
export interface Recorded {
  /** The row of `cases.txt`. */
  line: string;
  succeeds: boolean;
  lineCount: number;
  sha256: string;
  /** First and last line of the output. */
  ends: [string, string];
  /** The whole output as a byte string, when it is short. */
  whole?: string;
}

/** The rows of `cases.txt` in a folder. */
export function caseLines(folder = here): string[] {
  const rows = readFileSync(join(folder, 'cases.txt'), 'utf8').split('\n');
  return rows.filter((row) => row !== '' && !row.startsWith('#'));
}

/** The words of a case, with the capture file in place. */
export function caseWords(line: string, capture: string): string[] {
  return words(line).map((word) => word.replaceAll('{F}', capture));
}

/** Keeps of an output what tells another one from it. */
export function record(line: string, succeeds: boolean, stdout: Buffer): Recorded {
  const lines = stdout.toString('latin1').split('\n');
  return {
    line,
    succeeds,
    lineCount: lines.length,
    sha256: createHash('sha256').update(stdout).digest('base64'),
    ends: [clip(lines[0]), clip(lines.at(-2))],
    ...(stdout.length <= wholeLimitBytes && { whole: stdout.toString('latin1') }),
  };
}

/** Says how an output differs from the recorded one, undefined when it does not. */
export function difference(was: Recorded, now: Recorded): string | undefined {
  if (was.succeeds !== now.succeeds) {
    return was.succeeds ? 'fails, the reference succeeds' : 'succeeds, the reference fails';
  }
  if (was.sha256 === now.sha256) return undefined;
  if (was.whole !== undefined && now.whole !== undefined)
    return firstDifference(was.whole, now.whole);
  return [
    `${now.lineCount} lines instead of ${was.lineCount}`,
    `first  ${now.ends[0]}\n  was  ${was.ends[0]}`,
    `last   ${now.ends[1]}\n  was  ${was.ends[1]}`,
  ].join('\n');
}

/** Where two outputs first part. */
export function firstDifference(was: string, now: string): string {
  const before = was.split('\n');
  const after = now.split('\n');
  const found = before.findIndex((line, index) => line !== after[index]);
  const at = found < 0 ? before.length : found;
  return `line ${at + 1}\n  is   ${clip(after[at])}\n  was  ${clip(before[at])}`;
}

/** The recording of a capture in a folder, undefined when there is none. */
export function readRecording(capture: string, folder = here): Recorded[] | undefined {
  const path = recordingPath(capture, folder);
  if (!existsSync(path)) return undefined;
  return JSON.parse(brotliDecompressSync(readFileSync(path)).toString()) as Recorded[];
}

/** Returns the size of the file it writes. */
export function writeRecording(capture: string, recorded: Recorded[], folder = here): number {
  const text = Buffer.from(JSON.stringify(recorded));
  // The outputs of the cases repeat each other: a wide window makes one of many.
  const params = { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_QUALITY]: 9 };
  const bytes = brotliCompressSync(text, { params });
  writeFileSync(recordingPath(capture, folder), bytes);
  return bytes.length;
}

function recordingPath(capture: string, folder: string): string {
  return join(folder, 'recorded', `${capture}.json.br`);
}

function clip(line = '(nothing)'): string {
  return line.slice(0, 300);
}
