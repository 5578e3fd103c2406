import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled } from '../live-run.ts';

export const withoutGcc: string | false = !isInstalled('gcc') && 'gcc is not installed';

/** What the program and those that it starts are called. */
export const programNames = ['kinds', 'exe', 'renamed'];

/** Builds the program that makes every kind of event; returns its path. */
export function buildProgram(folder: string): string {
  const program = join(folder, 'kinds');
  const sources = globSync(join(import.meta.dirname, '*.c'));
  const args = ['-O1', '-Wall', '-Werror', '-o', program, ...sources, '-lpthread'];
  const { status, stderr } = spawnSync('gcc', args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return program;
}
