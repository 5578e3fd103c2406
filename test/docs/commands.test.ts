import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { root } from '../support/project.ts';
import { runShell } from '../support/shell.ts';

/** A block of shell lines that is preceded by the mark `<!-- test -->`. */
const marked = /^<!-- test -->\n+```sh\n(?<lines>[^]*?)^```$/gm;

for (const file of globSync('{*.md,docs/*.md}', { cwd: root }).sort()) {
  const text = readFileSync(join(root, file), 'utf8');
  for (const { groups, index } of text.matchAll(marked)) {
    const lineNumber = text.slice(0, index).split('\n').length;
    test(`${file}:${lineNumber}: the commands work as written`, async () => {
      const { status, stderr } = await runShell(`set -e\n${groups?.lines}`, { cwd: root });
      assert.equal(status, 0, stderr);
    });
  }
}
