/**
 * Records what the reference answers to the cases of `cases.txt` on the project's captures; needs
 * `sysdig` 0.29.3. `npm run conformance:record [-- CAPTURE...]`.
 */
import { join } from 'node:path';
import { captureFolder, captureNames } from '../support/project.ts';
import { reference, run, withoutReference } from '../support/programs.ts';
import { caseLines, caseWords, record, writeRecording, type Recorded } from './recording.ts';

if (reference === undefined) throw new Error(String(withoutReference));
const chosen = process.argv.slice(2);
for (const capture of chosen.length > 0 ? chosen : captureNames()) {
  await recordCapture(reference, capture);
}

/** Captures that the reference cannot read, and cases in which it crashes, are left out. */
async function recordCapture(program: string, capture: string): Promise<void> {
  const path = join(captureFolder, capture);
  const readable = await run(program, ['-q', '-r', path]);
  if (readable.status !== 0) {
    console.log(`${capture}: the reference cannot read it`);
    return;
  }
  const recorded: Recorded[] = [];
  for (const line of caseLines()) {
    const { status, stdout } = await run(program, caseWords(line, path));
    if (status !== undefined) recorded.push(record(line, status === 0, stdout));
    else console.log(`${capture}: the reference crashes: ${line}`);
  }
  const sizeBytes = writeRecording(capture, recorded);
  console.log(`${capture}: ${recorded.length} cases, ${sizeBytes} bytes`);
}
