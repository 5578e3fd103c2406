import assert from 'node:assert/strict';
import test, { suite } from 'node:test';
import { difference, readRecording, type Recorded } from '../conformance/recording.ts';
import { chisel } from '../support/project.ts';
import { answer, captures, folder, recordOf } from './scripts.ts';

for (const capture of captures) {
  suite(`scripts and views as the reference, recorded: ${capture}`, { concurrency: 2 }, () => {
    for (const was of readRecording(capture, folder) as Recorded[]) {
      test(was.line, async () => {
        const outcome = await answer(chisel, was.line, capture);
        const different = difference(was, recordOf(was.line, outcome));
        if (different !== undefined) assert.fail(`${different}\n${outcome.stderr}`);
      });
    }
  });
}
