import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { chisel } from '../support/project.ts';
import { run } from '../support/programs.ts';
import { Random } from '../support/random.ts';
import { createBases } from './captures-bases.ts';
import { mutate } from './captures-mutations.ts';

const CAPTURES = 120;
const AT_ONCE = 2;
/** Starting the program counts as well, on a machine that may be busy. */
const MAX_MS = 10_000;
/** One line that names the file, and a second one with the way out. */
const ONE_ERROR = /^chisel: .+\n(?: *.+\n)?$/;

const OPTIONS = [['-q'], [], ['-j'], ['-p', '*%evt.num %fd.name %proc.aname[1]'], ['-S'], ['-X']];

test(`${CAPTURES} damaged captures, each by the command`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chisel-hostile-'));
  const bases = createBases();
  const failures: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < CAPTURES) {
      const seed = ++next;
      const random = new Random(seed);
      const file = join(folder, `${seed}.scap`);
      writeFileSync(file, mutate(bases, random));
      const problem = await readWith(file, random.pick(OPTIONS));
      if (problem !== undefined) failures.push(`seed ${seed}: ${problem}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    rmSync(folder, { recursive: true });
  }
  assert.deepEqual(failures, []);
});

/** What is wrong with how the command ends, undefined when nothing is. */
async function readWith(file: string, options: readonly string[]): Promise<string | undefined> {
  const startMs = performance.now();
  const { status, signal, stderr } = await run(chisel, ['-r', file, ...options]);
  const elapsedMs = performance.now() - startMs;
  if (elapsedMs > MAX_MS) return `took ${Math.round(elapsedMs)} ms`;
  const errors = stderr.replace(/^chisel: .* were left out; .*\n/m, '');
  if (status === 0 && errors === '') return undefined;
  if (status === 1 && ONE_ERROR.test(errors) && errors.includes(file)) return undefined;
  return `${options.join(' ')}: status ${status}, signal ${signal}, ${stderr}`;
}
