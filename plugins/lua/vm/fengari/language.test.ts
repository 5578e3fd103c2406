import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vmAnswers } from '../../testing/answers.ts';
import { runBattery } from '../../testing/battery.ts';
import { createFengariVm } from './fengari-vm.ts';

const seed = Number(process.env['CHISEL_TEST_SEED'] ?? 1);

test(`Fengari answers as LuaJIT does (seed ${seed})`, (t) => {
  process.env['TZ'] = 'UTC';
  const verdict = runBattery((snippets) => vmAnswers(createFengariVm, snippets), seed);
  if (verdict === undefined) {
    t.skip('luajit is not installed');
    return;
  }
  for (const [reason, count] of verdict.allowed) t.diagnostic(`${count} allowed: ${reason}`);
  assert.ok(verdict.count > 1000);
  assert.deepEqual(verdict.differences, [], `of ${verdict.count} snippets`);
});
