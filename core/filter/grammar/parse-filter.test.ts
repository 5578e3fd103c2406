import assert from 'node:assert/strict';
import test from 'node:test';
import { ChiselError } from '../../errors/chisel-error.ts';
import type { CheckNode } from './filter-tree.ts';
import { MAX_FILTER_DEPTH, MAX_FILTER_LENGTH, parseFilter } from './parse-filter.ts';
import { printFilter } from './print-filter.ts';

/** Values as sysdig 0.29.3 and its successors read them. */
const values: readonly (readonly [text: string, value: string])[] = [
  ['fd.name=/etc/hosts', '/etc/hosts'],
  ['fd.name = /etc/hosts', '/etc/hosts'],
  ['fd.name="a b"', 'a b'],
  ["fd.name='a b'", 'a b'],
  [`fd.name="it's"`, "it's"],
  [`fd.name="abc'`, 'abc'],
  [`fd.name='abc"`, 'abc'],
  ['fd.name contains"ld.so"', 'ld.so'],
  ["fd.name contains'ld.so'", 'ld.so'],
  ['fd.name contains/etc', '/etc'],
  ['evt.args contains fd=3', 'fd=3'],
  ['evt.args contains a,b', 'a,b'],
  ['fd.name=a"b', 'a"b'],
  ['fd.name= =x', '=x'],
  ['fd.name==x', 'x'],
  ['fd.name=', ''],
  ['fd.name!=', ''],
  ['(fd.name= )', ''],
  ['fd.name=""', ''],
  ['evt.buffer contains \\x0aA\\x4a', '\nAJ'],
  ['evt.buffer contains "\\x0a"', '\n'],
  ['evt.buffer contains "\\r\\n\\t\\b\\f\\/"', '\r\n\t\b\f/'],
  ['fd.name="a\\\\b\\"c"', 'a\\b"c'],
  ["fd.name='it\\'s'", "it's"],
  ['fd.name=a\\nb', 'a\\nb'],
  ['fd.name=a\\\\b', 'a\\b'],
  ['fd.name glob "a\\*b"', 'a\\*b'],
  ['fd.name=ü', '\u00c3\u00bc'],
  ['fd.name="ü"', '\u00c3\u00bc'],
  ['fd.num=-1', '-1'],
  ['fd.num<0x1f', '0x1f'],
  ['evt.dir=>', '>'],
  ['evt.dir!=<', '<'],
  ['evt.latency>10ms', '10ms'],
  ['fd.name = oneof', 'oneof'],
  ['fd.name = val', 'val'],
  ['proc.name=and', 'and'],
];

for (const [text, value] of values) {
  test(`reads the value of ${text}`, () => {
    const { right } = parseFilter(text) as CheckNode;
    assert.equal(right?.kind === 'value' ? right.text : undefined, value);
  });
}

const shapes: readonly (readonly [text: string, printed: string])[] = [
  ['a.a=1 or b.b=2 and c.c=3', 'a.a = 1 or (b.b = 2 and c.c = 3)'],
  ['a.a=1 or b.b=2 or c.c=3', 'a.a = 1 or b.b = 2 or c.c = 3'],
  ['not a.a=1 and b.b=2', '(not a.a = 1) and b.b = 2'],
  ['not(a.a=1)and(b.b=2)or(c.c=3)', '((not a.a = 1) and b.b = 2) or c.c = 3'],
  ['a.a=1\n  and\tb.b=2', 'a.a = 1 and b.b = 2'],
  ['not not a.a=1', 'not a.a = 1'],
  ['not (not a.a=1)', 'not (not a.a = 1)'],
  ['((a.a=1))', 'a.a = 1'],
  ['a.a exists and b.b exists', 'a.a exists and b.b exists'],
  ['(a.a exists)', 'a.a exists'],
  ['a.a in ()', 'a.a in ()'],
  ['a.a in (x,)', 'a.a in (x, "")'],
  ['a.a in ( \'b c\' ,d , "e")', 'a.a in ("b c", d, e)'],
  ['a.a contains anyof (x, y)', 'a.a contains anyof (x, y)'],
  ['evt.arg[0]=x', 'evt.arg[0] = x'],
  ['evt.arg.fd=x', 'evt.arg.fd = x'],
  ['evt.type.is.2=1', 'evt.type.is.2 = 1'],
  ['a.a[/etc/*]=1', 'a.a[/etc/*] = 1'],
  ['toupper(b64(a.a)) contains X', 'toupper(b64(a.a)) contains X'],
  ['a.a = val(b.b)', 'a.a = val(b.b)'],
  ['a.a in val(b.b[1])', 'a.a in val(b.b[1])'],
  ['join("-", (a.a, "x", 3, len(b.b))) = y', 'join("-", (a.a, "x", "3", len(b.b))) = y'],
  ['getopt(a.a, "nt:")[t] = y', 'getopt(a.a, "nt:")[t] = y'],
];

for (const [text, printed] of shapes) {
  test(`understands ${JSON.stringify(text)}`, () => {
    assert.equal(printFilter(parseFilter(text)), printed);
  });
}

test('a repeated not cancels the one before when asked to', () => {
  const parse = (text: string) => printFilter(parseFilter(text, { repeatedNot: 'toggle' }));
  assert.equal(parse('not not a.a=1'), 'a.a = 1');
  assert.equal(parse('not not not a.a=1'), 'not a.a = 1');
});

test('every node knows its place', () => {
  const text = ' not (proc.name in (a,"b c") or fd.num = val(evt.arg[0]))';
  const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  const tree = parseFilter(text);
  assert.equal(at(tree), text.slice(1));
  assert.ok(tree.kind === 'not' && tree.child.kind === 'or');
  assert.equal(at(tree.child), text.slice(5));
  const [first, second] = tree.child.children as CheckNode[];
  assert.equal(at(first as CheckNode), 'proc.name in (a,"b c")');
  assert.ok(first?.right?.kind === 'list');
  assert.deepEqual(first.right.values.map(at), ['a', '"b c"']);
  assert.equal(at((second as CheckNode).operator), '=');
  assert.equal(at((second as CheckNode).left), 'fd.num');
  assert.ok(second?.right?.kind === 'call');
  assert.equal(at(second.right), 'val(evt.arg[0])');
});

type Mistake = readonly [text: string, code: string, marked: string, remedy: RegExp];

/** `marked`: the text with the wrong part between « and ». */
const mistakes: readonly Mistake[] = [
  ['', 'SYNTAX', '«»', /marked/],
  ['   ', 'SYNTAX', '   «»', /marked/],
  ['a.a=1 b.b=2', 'SYNTAX', 'a.a=1 «b.b=2»', /marked/],
  ['a.a=1 && b.b=2', 'SYNTAX', 'a.a=1 «&&» b.b=2', /Write 'and'/],
  ['a.a=1 || b.b=2', 'SYNTAX', 'a.a=1 «||» b.b=2', /Write 'or'/],
  ['a.a=1 AND b.b=2', 'SYNTAX', 'a.a=1 «AND» b.b=2', /Write 'and'/],
  ['NOT a.a=1', 'SYNTAX', '«NOT» a.a=1', /Write 'not'/],
  ['a.a=1 and', 'SYNTAX', 'a.a=1 and«»', /marked/],
  ['a.a=1 and or b.b=1', 'SYNTAX', 'a.a=1 and «or» b.b=1', /Fields look like/],
  ['a.a=1)', 'SYNTAX', 'a.a=1«)»', /marked/],
  ['(a.a=1', 'UNCLOSED', '«(»a.a=1', /Close the bracket/],
  ['(a.a=1 b.b=2', 'SYNTAX', '(a.a=1 «b.b=2»', /marked/],
  ['a.a="x', 'UNCLOSED', 'a.a=«"»x', /Close the quote/],
  ['a.a in (x', 'UNCLOSED', 'a.a in «(»x', /Close the bracket/],
  ['a.a in x', 'SYNTAX', 'a.a in «x»', /marked/],
  ['a.a in (x y)', 'SYNTAX', 'a.a in (x «y»)', /marked/],
  ['a.a < ', 'SYNTAX', 'a.a < «»', /marked/],
  ['a.a = (x)', 'SYNTAX', 'a.a = «(»x)', /marked/],
  ['a.a', 'OPERATOR', 'a.a«»', /The operators are = /],
  ['a.a contians x', 'OPERATOR', 'a.a «contians» x', /Did you mean contains\?/],
  ['a.a startwith x', 'OPERATOR', 'a.a «startwith» x', /Did you mean startswith\?/],
  ['a.a ~ x', 'OPERATOR', 'a.a «~» x', /The operators are = /],
  ['macro', 'SYNTAX', '«macro»', /Fields look like/],
  ['a.a="\\x4"', 'ESCAPE', 'a.a="«\\x4»"', /two hex digits/],
  ['a.a=x\\', 'ESCAPE', 'a.a=x«\\»', /two hex digits/],
  ['a.a[=1', 'UNCLOSED', 'a.a«[=1»', /Close the bracket/],
  ['a.a[]=1', 'SYNTAX', 'a.a[«]=1»', /marked/],
  ['a.a[0', 'UNCLOSED', 'a.a«[0»', /Close the bracket/],
  ['tolower()=x', 'SYNTAX', 'tolower(«)»=x', /marked/],
  ['a.a = val("x")', 'SYNTAX', 'a.a = val(«"x"»)', /marked/],
  ['join(",", (a.a =x', 'SYNTAX', 'join(",", (a.a «=x»', /marked/],
];

for (const [text, code, marked, remedy] of mistakes) {
  test(`points at what is wrong in ${JSON.stringify(text)}`, () => {
    const error = errorOf(() => parseFilter(text));
    assert.equal(error.code, `CHISEL_FILTER_${code}`);
    const { start, end } = error.facts as { start: number; end: number };
    const shown = `${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`;
    assert.equal(shown, marked);
    assert.match(error.remedy ?? '', remedy);
  });
}

test('the message shows the line with marks under the place', () => {
  const error = errorOf(() => parseFilter('a.a=1\n  and b.b contians\tx\n  and c.c=1'));
  const [sentence, line, marks] = error.message.split('\n');
  assert.equal(sentence, "filter: expected an operator, but found 'contians'");
  assert.equal(line, '    and b.b contians?x');
  assert.equal(marks, '            ^^^^^^^^');
});

test('the message shows only the surroundings of a place in a long line', () => {
  const chain = 'proc.name=x or '.repeat(1000);
  const error = errorOf(() => parseFilter(`${chain}bad ${chain}`));
  const [, line = '', marks = ''] = error.message.split('\n');
  assert.ok(line.length < 85);
  assert.equal(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1), 'bad');
});

test('nothing in a message moves the cursor of a terminal', () => {
  const error = errorOf(() => parseFilter('a.a=1 \u001b[2Jx\u0007\u009b\u202e'));
  assert.doesNotMatch(error.message.replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f\u202e]/);
});

test('brackets and transformers nest to a limit', () => {
  const brackets = (depth: number) => `${'('.repeat(depth)}a.a=1${')'.repeat(depth)}`;
  const calls = (depth: number) => `${'len('.repeat(depth)}a.a${')'.repeat(depth)}=1`;
  const nots = (depth: number) => `${'not ('.repeat(depth)}a.a=1${')'.repeat(depth)}`;
  for (const nest of [brackets, calls, nots]) {
    parseFilter(nest(MAX_FILTER_DEPTH));
    const error = errorOf(() => parseFilter(nest(MAX_FILTER_DEPTH + 1)));
    assert.equal(error.code, 'CHISEL_FILTER_TOO_DEEP');
  }
  assert.equal(errorOf(() => parseFilter('('.repeat(200_000))).code, 'CHISEL_FILTER_TOO_DEEP');
});

test('long filters are parsed quickly, longer ones not at all', () => {
  const list = `a.a in (${'value,'.repeat(40_000)}x)`;
  const tree = parseFilter(list) as CheckNode;
  assert.equal(tree.right?.kind === 'list' && tree.right.values.length, 40_001);
  const chain = parseFilter(`${'a.a=1 or '.repeat(20_000)}b.b=2`);
  assert.equal(chain.kind === 'or' && chain.children.length, 20_001);
  parseFilter(`${'not '.repeat(60_000)}a.a=1`);
  const error = errorOf(() => parseFilter('x'.repeat(MAX_FILTER_LENGTH + 1)));
  assert.equal(error.code, 'CHISEL_FILTER_TOO_LONG');
});

function errorOf(run: () => unknown): ChiselError {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof ChiselError, String(error));
    return error;
  }
  assert.fail('no error');
}
