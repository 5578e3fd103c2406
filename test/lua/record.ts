/**
 * Records what the reference answers to the cases of `cases.txt` beside this file: the project's own
 * scripts and views. Needs `sysdig` and `csysdig` 0.29.3. `npm run conformance:record-lua`.
 */
import { caseLines, writeRecording, type Recorded } from '../conformance/recording.ts';
import { captures, folder, recordOf, referenceAnswer } from './scripts.ts';

for (const capture of captures) {
  const recorded: Recorded[] = [];
  for (const line of caseLines(folder)) {
    const outcome = await referenceAnswer(line, capture);
    if (outcome.status === undefined) console.log(`${capture}: the reference crashes: ${line}`);
    else recorded.push(recordOf(line, outcome));
  }
  const sizeBytes = writeRecording(capture, recorded, folder);
  console.log(`${capture}: ${recorded.length} cases, ${sizeBytes} bytes`);
}
