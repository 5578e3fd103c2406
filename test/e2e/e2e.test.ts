import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { runShell } from '../support/shell.ts';

interface Case {
  description: string;
  command: string;
  status?: number;
  stdout?: string;
  stderr?: string;
  limitMs?: number;
}

const folder = join(import.meta.dirname, 'cases');

for (const name of readdirSync(folder).sort()) {
  const text = readFileSync(join(folder, name, 'case.json'), 'utf8');
  const expected = JSON.parse(text) as Case;
  test(`${name}: ${expected.description}`, () => runCase(join(folder, name), expected));
}

async function runCase(path: string, expected: Case): Promise<void> {
  const { command, limitMs = 10_000 } = expected;
  const { stdout, stderr, status, signal } = await runShell(command, {
    env: { CASE: path },
    limitMs,
  });
  assert.equal(signal, undefined, `ended after ${limitMs} ms`);
  assert.match(stderr, new RegExp(expected.stderr ?? '^$'));
  assert.equal(status, expected.status ?? 0, stderr);
  if (expected.stdout !== undefined) assert.match(stdout.toString(), new RegExp(expected.stdout));
  const exact = join(path, 'stdout');
  if (existsSync(exact)) assert.equal(stdout.toString('latin1'), readFileSync(exact, 'latin1'));
}
