import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder } from '../testing/samples.ts';
import { withLock } from './with-lock.ts';

test('changes come one after the other', async (t) => {
  const home = temporaryFolder(t);
  const steps: string[] = [];
  const change = (name: string) => async (): Promise<void> => {
    steps.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    steps.push(`${name} ends`);
  };
  await Promise.all([withLock(home, change('a')), withLock(home, change('b'))]);
  assert.equal(steps[0]?.slice(2), 'begins');
  assert.equal(steps[1], `${steps[0]?.slice(0, 1)} ends`);
  assert.equal(steps.length, 4);
});

test('a change that fails lets go of the lock', async (t) => {
  const home = temporaryFolder(t);
  await assert.rejects(
    withLock(home, () => Promise.reject(new RangeError('x'))),
    RangeError,
  );
  assert.equal(await withLock(home, () => 'free', 0), 'free');
});

test('waiting has an end', async (t) => {
  const home = temporaryFolder(t);
  await withLock(home, async () => {
    await assert.rejects(
      withLock(home, () => undefined, 50),
      { code: 'CHISEL_REGISTRY_BUSY' },
    );
  });
});

const broken: [string, (home: string) => void][] = [
  ['a file of something else', (home) => writeFileSync(join(home, '.busy'), 'x'.repeat(5000))],
  ['a folder', (home) => mkdirSync(join(home, '.busy'))],
];

for (const [what, spoil] of broken) {
  test(`${what} in the place of the lock is an error`, async (t) => {
    const home = temporaryFolder(t);
    spoil(home);
    await assert.rejects(
      withLock(home, () => undefined),
      { code: 'CHISEL_REGISTRY_HOME' },
    );
  });
}
