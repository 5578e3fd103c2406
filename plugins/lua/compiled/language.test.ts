import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runBattery, type Allowance } from '../testing/battery.ts';
import { compiledAnswers } from './testing/compiled-answers.ts';

const seed = Number(process.env['CHISEL_TEST_SEED'] ?? 1);

const allowances: readonly Allowance[] = [
  {
    reason: 'the length of a list with holes is another of those that it may have',
    covers: (snippet) =>
      /#t|table\.(insert|remove|getn)/.test(snippet) && /nil|\+ 2|insert\(t, \d/.test(snippet),
  },
  {
    reason: 'whether an argument is nil or missing is not known where another call gives it',
    covers: (_, luajit, vm) => luajit.replace('got nil', 'got no value') === vm,
  },
];

test(`compiled code answers as LuaJIT does (seed ${seed})`, (t) => {
  process.env['TZ'] = 'UTC';
  const verdict = runBattery(compiledAnswers, seed, allowances);
  if (verdict === undefined) {
    t.skip('luajit is not installed');
    return;
  }
  for (const [reason, count] of verdict.allowed) t.diagnostic(`${count} allowed: ${reason}`);
  assert.ok(verdict.count > 1000);
  assert.deepEqual(verdict.differences, [], `of ${verdict.count} snippets`);
});
