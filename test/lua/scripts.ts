import { join } from 'node:path';
import { caseWords, record, type Recorded } from '../conformance/recording.ts';
import { captureFolder } from '../support/project.ts';
import { reference, referenceViewer, run, type Outcome } from '../support/programs.ts';

/** Where the cases, the scripts and the recordings are. */
export const folder = import.meta.dirname;
const scripts = join(folder, 'scripts');

/** Captures with IPv4 and IPv6 connections, files and processes. */
export const captures = ['curl_google.scap', 'demo.scap.gz'];

/** Both programs look for scripts in this project's folder. */
const env = { CHISEL_PATH: scripts, SYSDIG_CHISEL_DIR: `${scripts}/` };

/** What a program answers to a case; the words `--view NAME` ask for the view as JSON. */
export async function answer(program: string, line: string, capture: string): Promise<Outcome> {
  const words = caseWords(line, join(captureFolder, capture));
  return run(program, line.includes(' --view ') ? ['-j', ...words] : words, env);
}

/** The same of the reference, which has another program for views. */
export async function referenceAnswer(line: string, capture: string): Promise<Outcome> {
  const program = line.includes(' --view ') ? referenceViewer : reference;
  if (program === undefined) throw new Error('the reference is not installed');
  return answer(program, line, capture);
}

/** The outcome without marks of how far reading had got. */
export function recordOf(line: string, { status, stdout }: Outcome): Recorded {
  const text = stdout.toString('latin1');
  const shown = line.includes('--view echo')
    ? rowsOf(text)
    : text.replaceAll(/^\{"progress": [\d.]+\},\n/gm, '');
  return record(line, status === 0, Buffer.from(shown, 'latin1'));
}

/** The rows of all slices, which end where each program likes. */
function rowsOf(text: string): string {
  if (text === '') return '';
  const { slices } = JSON.parse(Buffer.from(text, 'latin1').toString()) as {
    slices: { data?: unknown[] }[];
  };
  return slices.flatMap(({ data = [] }) => data.map((row) => `${JSON.stringify(row)}\n`)).join('');
}
