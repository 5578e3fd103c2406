import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { captureFolder, chisel } from '../support/project.ts';
import { reference, run, withoutReference } from '../support/programs.ts';
import { Random } from '../support/random.ts';
import { generateCases, listedFields, type ListedField } from './generate.ts';
import { firstDifference } from './recording.ts';

/** Other seeds and longer runs: `CHISEL_TEST_SEED`, `CHISEL_TEST_CASES`. */
const seed = Number(process.env.CHISEL_TEST_SEED ?? 1);
const count = Number(process.env.CHISEL_TEST_CASES ?? 40);

for (const capture of ['curl_google.scap', 'demo.scap.gz']) {
  const name = `as the reference, live: ${count} cases of seed ${seed} on ${capture}`;
  test(name, { skip: withoutReference, concurrency: 2 }, async (t) => {
    const path = join(captureFolder, capture);
    const listing = await run(reference ?? '', ['-lv']);
    const fields = listedFields(listing.stdout.toString());
    const cases = await generateCases(fields, sampler(path), new Random(seed), count);
    await Promise.all(cases.map((words) => t.test(words.join(' '), () => compare(path, words))));
  });
}

async function compare(capture: string, words: readonly string[]): Promise<void> {
  const args = ['-r', capture, '-n', '6000', ...words];
  const was = await run(reference ?? '', args);
  if (was.signal !== undefined) return;
  const now = await run(chisel, args);
  assert.equal(now.status === 0, was.status === 0, now.stderr || was.stderr);
  if (now.stdout.equals(was.stdout)) return;
  // Some values of the reference are memory that it never wrote: they differ from run to run.
  const again = await run(reference ?? '', args);
  if (!again.stdout.equals(was.stdout)) return;
  assert.fail(firstDifference(was.stdout.toString('latin1'), now.stdout.toString('latin1')));
}

/** Asks the reference for values of a field, once for each field. */
function sampler(capture: string): (field: ListedField) => Promise<readonly string[]> {
  const known = new Map<string, Promise<readonly string[]>>();
  const ask = async (name: string): Promise<readonly string[]> => {
    const { stdout } = await run(reference ?? '', ['-r', capture, '-n', '6000', '-p', `%${name}`]);
    return [...new Set(stdout.toString('latin1').split('\n'))].slice(0, 30);
  };
  return ({ name }) => {
    const answer = known.get(name) ?? ask(name);
    known.set(name, answer);
    return answer;
  };
}
