import assert from 'node:assert/strict';
import test from 'node:test';
import { ChiselError } from '../../errors/chisel-error.ts';
import { parseFilter } from './parse-filter.ts';
import { printFilter } from './print-filter.ts';
import { isSameTree, RandomFilters } from '../testing/random-filters.ts';

test('parsing what was printed gives the same tree', () => {
  const random = new RandomFilters(1);
  for (let i = 0; i < 30_000; i++) {
    const tree = random.tree();
    const text = printFilter(tree);
    const parsed = parseFilter(text);
    assert.ok(isSameTree(parsed, tree), text);
    assert.equal(printFilter(parsed), text);
  }
});

test('any text is either a filter or an error that shows a place in it', () => {
  const random = new RandomFilters(2);
  let filters = 0;
  for (let i = 0; i < 50_000; i++) {
    const text = random.garbage();
    try {
      const tree = parseFilter(text);
      filters++;
      assert.ok(isSameTree(parseFilter(printFilter(tree)), tree), text);
    } catch (error) {
      assert.ok(error instanceof ChiselError, text);
      const { start, end } = error.facts as { start: number; end: number };
      assert.ok(start >= 0 && start <= text.length && end > start, text);
      assert.match(error.message, /\n {2}.*\n {2} *\^+$/, text);
    }
  }
  assert.ok(filters > 100, `only ${filters} texts were filters`);
});

const canonical: readonly (readonly [text: string, printed: string])[] = [
  ['evt.type=open', 'evt.type = open'],
  ['evt.type==open', 'evt.type = open'],
  ["fd.name='/etc/a b'", 'fd.name = "/etc/a b"'],
  ['a.a=1 and b.b=2 or c.c=3', '(a.a = 1 and b.b = 2) or c.c = 3'],
  ['not(a.a exists)', 'not a.a exists'],
  ['not (not a.a exists)', 'not (not a.a exists)'],
  ['fd.name contains "ü\\xff"', 'fd.name contains "\\xc3\\xbc\\xff"'],
  ['fd.name contains ü', 'fd.name contains "ü"'],
  ['proc.name in(a , b)', 'proc.name in (a, b)'],
  ['proc.name = oneof(a)', 'proc.name = oneof (a)'],
  ['proc.name = oneof', 'proc.name = "oneof"'],
  ["evt.arg['a b']=1", 'evt.arg["a b"] = 1'],
];

for (const [text, printed] of canonical) {
  test(`prints ${text} as ${printed}`, () => {
    assert.equal(printFilter(parseFilter(text)), printed);
  });
}
