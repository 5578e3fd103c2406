import assert from 'node:assert/strict';
import { test } from 'node:test';
import { luajitAnswers } from '../testing/answers.ts';
import { Dice } from '../testing/dice.ts';
import { compiledAnswers } from './testing/compiled-answers.ts';
import { generateProgram, PRELUDE } from './testing/generate-program.ts';

const seed = Number(process.env['CHISEL_TEST_SEED'] ?? 1);
const COUNT = 400;

test(`random programs do what they do in LuaJIT (seed ${seed})`, (t) => {
  const dice = new Dice(seed);
  const prelude = PRELUDE.trim().replaceAll('\n', ' ');
  const programs = Array.from({ length: COUNT }, () => `${prelude}\n${generateProgram(dice)}`);
  const expected = luajitAnswers(programs);
  if (expected === undefined) {
    t.skip('luajit is not installed');
    return;
  }
  const answers = compiledAnswers(programs);
  const different = programs.flatMap((program, i) => {
    const [luajit, compiled] = [expected[i], withoutCount(answers[i])];
    return withoutCount(luajit) === compiled ? [] : [{ program, luajit, compiled }];
  });
  assert.deepEqual(different, []);
});

/** Whether an argument is nil or missing is not known where another call gives it. */
function withoutCount(answer: string | undefined): string | undefined {
  return answer?.replaceAll('got no value', 'got nil');
}
