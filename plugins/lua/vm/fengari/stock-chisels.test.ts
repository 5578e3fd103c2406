import assert from 'node:assert/strict';
import { test } from 'node:test';
import { luajitAnswers, vmAnswers } from '../../testing/answers.ts';
import { bareVm } from '../../testing/run-lua.ts';
import { helperSnippets, stockChisels, stockModule, STUBS } from '../../testing/stock-chisels.ts';
import { createFengariVm } from './fengari-vm.ts';

const chisels = stockChisels();
const skip = chisels === undefined ? 'sysdig is not installed' : false;

test('every file that sysdig installs loads', { skip }, () => {
  for (const [name, text] of chisels ?? []) {
    const { run } = bareVm(createFengariVm, { loadModule: stockModule });
    run(STUBS);
    assert.doesNotThrow(() => run(text, `@${name}`), name);
  }
});

test('the helpers that they share write what LuaJIT writes', { skip }, (t) => {
  const snippets = helperSnippets(1, 400);
  const expected = luajitAnswers(snippets);
  if (expected === undefined) {
    t.skip('luajit is not installed');
    return;
  }
  const answers = vmAnswers(createFengariVm, snippets, { loadModule: stockModule });
  assert.deepEqual(answers, expected);
});
