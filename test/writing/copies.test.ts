import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { readFiles } from '@chisel/scap/testing/read-capture.ts';
import { captureFolder, captureNames, chisel } from '../support/project.ts';
import { reference, run } from '../support/programs.ts';
import { scratchFolder } from '../support/scratch.ts';

/** The reference cannot open this one, but it can open what is written of it. */
const UNREADABLE = 'curl_google_comments.scap';

const folder = scratchFolder('copies');

suite('a copy has the same sections and events, and prints the same lines', () => {
  for (const name of captureNames()) {
    for (const option of ['-w', '-zw']) {
      test(`${option} of ${name}`, () => compare(name, option, join(folder, option + name)));
    }
  }
});

async function compare(name: string, option: string, copy: string): Promise<void> {
  const original = join(captureFolder, name);
  const { status, stderr } = await run(chisel, ['-r', original, option, copy]);
  assert.equal(status, 0, stderr);
  assert.deepEqual(await readFiles([copy], 'newest'), await readFiles([original], 'newest'));
  if (reference === undefined) return;
  const [ours, lines, before] = await Promise.all([
    run(chisel, ['-r', copy]),
    run(reference, ['-r', copy]),
    run(reference, ['-r', original]),
  ]);
  assert.ok(lines.stdout.equals(ours.stdout), 'chisel and the reference differ');
  if (name !== UNREADABLE) assert.ok(lines.stdout.equals(before.stdout), 'the original differs');
}
