import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { root } from '../support/project.ts';
import { runShell } from '../support/shell.ts';

const folder = join(root, 'registry/chisels');

for (const name of readdirSync(folder)) {
  test(`${name} prints what its tests expect, and something for a capture`, async () => {
    const { status, stdout, stderr } = await runShell(
      `chisel test ${folder}/${name} && chisel -r $CAPTURES/demo.scap.gz -c ${folder}/${name}`,
      { limitMs: 60_000 },
    );
    assert.equal(status, 0, stdout.toString() + stderr);
    assert.match(stdout.toString(), /^ok [^]* 0 failed\n.*\n-+\n.*\d/);
  });
}
