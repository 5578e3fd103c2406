import assert from 'node:assert/strict';
import test from 'node:test';
import { checkBrackets } from './check-brackets.ts';

const good = [
  '',
  'a=1',
  'a=1 and b=2 and c=3',
  '(a=1 and b=2) or c=3',
  'a="x and y or z" or b=1',
  'not (a=1 or b=2) and c=3',
];
const bad = ['a=1 and b=2 or c=3', 'a=1 or (b=1) and c=1', '(a=1 and (b=2) or c=3)'];

for (const filter of good) test(`${filter || 'nothing'} is clear`, () => checkBrackets(filter));
for (const filter of bad) {
  test(`${filter} is refused`, () => {
    assert.throws(() => checkBrackets(filter), /brackets/);
  });
}
