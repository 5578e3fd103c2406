import assert from 'node:assert/strict';
import test from 'node:test';
import { createFinder, isAnchored, ItemFinder, type Finder } from './find-pattern.ts';
import { regexpOf } from './pattern-regexp.ts';

const PIECES =
  'a b ab . %a %d %s %S %x %% %. [ab] [^a] [%d_] [a-c] [%a-] []] ( ) $ ^ * + - ?'.split(' ');
const SUBJECTS = ['', 'a', 'ab12_ba', 'aaab', 'b.a%b]c', '\0\xff \n', 'abcabcabc', 'a-b+c (d)$^'];

function createDice(): (below: number) => number {
  let seed = 7;
  return (below) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
}

/** All matches as a search, a substitution and an iterator would find them. */
function allFound(finder: Finder, subject: string): unknown[] {
  const found: unknown[] = [];
  for (let at = 0; at <= subject.length && finder.find(at);) {
    found.push([finder.start, finder.end, finder.captureCount, finder.captures()]);
    at = finder.end === finder.start ? finder.end + 1 : finder.end;
  }
  return found;
}

test('expressions find what patterns do, item by item', () => {
  const dice = createDice();
  let compared = 0;
  for (let i = 0; i < 20_000; i++) {
    const length = 1 + dice(7);
    const pattern = Array.from({ length }, () => PIECES[dice(PIECES.length)]).join('');
    const subject = SUBJECTS[dice(SUBJECTS.length)] as string;
    const anchored = isAnchored(pattern);
    if (regexpOf(subject, pattern, anchored) === undefined) continue;
    const items = allFound(new ItemFinder(subject, pattern, anchored), subject);
    const found = allFound(createFinder(subject, pattern, anchored), subject);
    assert.deepEqual(found, items, `${JSON.stringify(pattern)} in ${JSON.stringify(subject)}`);
    compared++;
  }
  assert.ok(compared > 5000, `only ${compared} were expressions`);
});

for (const pattern of ['%b()', '%f[%a]', '(a)%1', '()', '(a', 'a)', '[a', 'a%', '('.repeat(33)]) {
  test(`${pattern.slice(0, 8)} is matched item by item`, () => {
    assert.equal(regexpOf('', pattern, false), undefined);
  });
}
