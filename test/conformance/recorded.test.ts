import assert from 'node:assert/strict';
import { join } from 'node:path';
import test, { suite } from 'node:test';
import { captureFolder, captureNames, chisel } from '../support/project.ts';
import { run } from '../support/programs.ts';
import { caseWords, difference, readRecording, record } from './recording.ts';

for (const capture of captureNames()) {
  const recording = readRecording(capture);
  if (recording === undefined) continue;
  suite(`as the reference, recorded: ${capture}`, { concurrency: 2 }, () => {
    for (const was of recording) {
      test(was.line, async () => {
        const { status, stdout } = await run(
          chisel,
          caseWords(was.line, join(captureFolder, capture)),
        );
        const different = difference(was, record(was.line, status === 0, stdout));
        if (different !== undefined) assert.fail(different);
      });
    }
  });
}
