import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { root } from '../support/project.ts';
import { runShell } from '../support/shell.ts';

/** Blocks that belong together are run one after the other, in a folder of their own. */
const continued = /^<!-- test: one folder -->\n+```sh\n(?<lines>[^]*?)^```$/gm;

/** Presses Ctrl-C when `chisel dev` waits for a save; all else is as written. */
const prelude = `set -e
chisel() {
  if [ "$1" != dev ]; then command chisel "$@"; return; fi
  command chisel "$@" 2> dev.err & local dev=$!
  for i in $(seq 300); do grep -q 'waiting for a save' dev.err && break; sleep 0.1; done
  kill -INT $dev; wait $dev; rm dev.err
}
`;

for (const file of globSync('docs/*.md', { cwd: root }).sort()) {
  const text = readFileSync(join(root, file), 'utf8');
  const blocks = [...text.matchAll(continued)].map(({ groups }) => groups?.['lines'] ?? '');
  if (blocks.length === 0) continue;
  test(`${file}: its ${blocks.length} steps work as written, one after the other`, async () => {
    const { status, stderr } = await runShell(prelude + blocks.join(''), { limitMs: 120_000 });
    assert.equal(status, 0, stderr);
  });
}

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
