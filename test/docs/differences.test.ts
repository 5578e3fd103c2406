import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { suite } from 'node:test';
import { reference, run } from '../support/programs.ts';
import { chisel, root } from '../support/project.ts';
import { words } from '../support/words.ts';

interface Row {
  what: string;
  /** What the reference is said to do. */
  was: string;
  /** What chisel is said to do. */
  claim: string;
  line: string;
}

/** What the reference does differently only now and then. */
const isByChance = /memory never written|^may /;

/** The rows that a command line on the project's own captures shows. */
const rows = readRows(readFileSync(join(root, 'docs/differences.md'), 'utf8'));

suite('docs/differences.md', { concurrency: 2 }, () => {
  for (const { what, was, claim, line } of rows) {
    test(what, async () => {
      const now = await run(chisel, captureWords(line));
      const fails = /^an error|^exit code 1$/.test(claim);
      assert.equal(now.status, fails ? 1 : 0, now.stderr);
      if (reference === undefined || isByChance.test(was)) return;
      const then = await run(reference, captureWords(line));
      const isSame = then.status === now.status && then.stdout.equals(now.stdout);
      assert.ok(!isSame, 'the reference does the same');
    });
  }
});

function readRows(text: string): Row[] {
  return text.split('\n').flatMap((row) => {
    const [, what = '', was = '', claim = '', line = ''] = row.split(/ *\| */);
    const command = /^`(-r test\/captures\/[^`]*)`$/.exec(line)?.[1];
    return command === undefined ? [] : [{ what, was, claim, line: command }];
  });
}

/** The captures are named as from the project's folder. */
function captureWords(line: string): string[] {
  return words(line).map((word) => (word.startsWith('test/captures/') ? join(root, word) : word));
}
