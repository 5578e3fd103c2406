import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { temporaryFolder } from '../testing/samples.ts';
import { authorOfToken, readTokens, removeTokens } from './tokens.ts';

const child = fileURLToPath(new URL('../testing/token-child.ts', import.meta.url));
const start = promisify(execFile);
const authors = ['ann', 'ben', 'cleo', 'dan'];

test('tokens that several processes make at once are all kept', async (t) => {
  const folder = temporaryFolder(t);
  const made = await Promise.all(
    authors.map((author) => start(process.execPath, [child, folder, author, '10'])),
  );
  const kept = readTokens(folder);
  assert.equal(kept.length, 40);
  for (const [i, { stdout }] of made.entries()) {
    for (const token of stdout.trim().split('\n')) {
      assert.equal(authorOfToken(kept, token), authors[i]);
    }
  }
  await removeTokens(folder, 'ann');
  assert.equal(readTokens(folder).length, 30);
});
