import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { readFiles } from '@chisel/scap/testing/read-capture.ts';
import { captureFolder, captureNames, chisel } from '../support/project.ts';
import { reference, run, withoutReference } from '../support/programs.ts';

/** The reference cannot open this one, but it can open what is written of it. */
const UNREADABLE = 'curl_google_comments.scap';

const folder = mkdtempSync(join(tmpdir(), 'chisel-copies-'));
after(() => rmSync(folder, { recursive: true }));

suite('a copy of a capture', { concurrency: 2 }, () => {
  for (const name of captureNames()) {
    const original = join(captureFolder, name);
    for (const [option, copy] of [
      ['-w', join(folder, name)],
      ['-zw', join(folder, `packed-${name}`)],
    ] as const) {
      test(`${name} with ${option} has all its sections and events`, async () => {
        const { status, stderr } = await run(chisel, ['-r', original, option, copy]);
        assert.equal(status, 0, stderr);
        assert.deepEqual(await readFiles([copy], 'newest'), await readFiles([original], 'newest'));
      });

      test(`${name} with ${option} prints the same lines`, { skip: withoutReference }, async () => {
        const { stdout: ours } = await run(chisel, ['-r', copy]);
        const { stdout: lines } = await run(reference ?? '', ['-r', copy]);
        const { stdout: before } = await run(reference ?? '', ['-r', original]);
        assert.ok(lines.equals(ours), 'chisel and the reference differ');
        if (name !== UNREADABLE) assert.ok(lines.equals(before), 'copy and original differ');
      });
    }
  }
});
