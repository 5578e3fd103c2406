import assert from 'node:assert/strict';
import test from 'node:test';
import { EventTable } from '../event/event-table.ts';
import { parseAddress } from './values/parse-address.ts';
import { ValueFields, type TestValues } from './testing/value-fields.ts';

const fields = new ValueFields();
const ip = (text: string): string => parseAddress(text) as string;
const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

type Row = readonly [filter: string, values: TestValues, passes: boolean];

/** Rows whose value is missing stand with `{}`. */
const rows: readonly Row[] = [
  ['v.int64=3', { int64: 3 }, true],
  ['v.int64=3', { int64: 4 }, false],
  ['v.int64=3', {}, false],
  ['v.int64!=3', { int64: 4 }, true],
  ['v.int64!=3', { int64: 3 }, false],
  ['v.int64!=3', {}, false],
  ['not v.int64=3', {}, true],
  ['not v.int64!=3', {}, true],
  ['v.int64<3', { int64: 2 }, true],
  ['v.int64<3', { int64: 3 }, false],
  ['v.int64<3', {}, false],
  ['v.int64<=3', { int64: 3 }, true],
  ['v.int64<=3', {}, false],
  ['v.int64>=-3', { int64: -3 }, true],
  ['v.int64>=-3', {}, false],
  ['v.int64>-3', { int64: -3 }, false],
  ['v.int64 in (1,2)', { int64: 2 }, true],
  ['v.int64 in (1,2)', { int64: 3 }, false],
  ['v.int64 in (1,2)', {}, false],
  ['v.int64 in ()', { int64: 3 }, false],
  ['not v.int64 in (1,2)', {}, true],
  ['v.int64 intersects (1,2)', { int64: 2 }, true],
  ['v.int64 exists', { int64: 0 }, true],
  ['v.int64 exists', {}, false],
  ['not v.int64 exists', {}, true],
  ['v.uint64=18446744073709551615', { uint64: 18446744073709551615n }, true],
  ['v.uint64=18446744073709551615', { uint64: 5 }, false],
  ['v.uint64>=9007199254740993', { uint64: 9007199254740993n }, true],
  ['v.uint64>9007199254740993', { uint64: 5 }, false],
  ['v.uint64<9007199254740993', { uint64: 5 }, true],
  ['v.uint64>5', { uint64: 9007199254740993n }, true],
  ['v.uint64 in (1, 9007199254740993)', { uint64: 9007199254740993n }, true],
  ['v.reltime>10ms', { reltime: 10_000_001 }, true],
  ['v.reltime>10ms', { reltime: 10_000_000 }, false],
  ['v.double<1.5', { double: 1.25 }, true],
  ['v.port=http', { port: 80 }, true],
  ['v.port in (http, 443)', { port: 443 }, true],
  ['v.bool=true', { bool: true }, true],
  ['v.bool=true', { bool: false }, false],
  ['v.bool!=true', { bool: false }, true],
  ['v.bool!=true', {}, false],
  ['v.bool in (true)', { bool: true }, true],

  ['v.text=abc', { text: 'abc' }, true],
  ['v.text==abc', { text: 'abc' }, true],
  ['v.text=abc', { text: 'ABC' }, false],
  ['v.text=', { text: '' }, true],
  ['v.text=', {}, false],
  ['v.text!=', { text: 'a' }, true],
  ['v.text=ü', { text: utf8('ü') }, true],
  ['v.text<b', { text: 'a' }, true],
  ['v.text<b', { text: 'b' }, false],
  ['v.text<b', {}, false],
  ['v.text>"\\x7f"', { text: '\u0080' }, true],
  ['v.text>Z', { text: 'a' }, true],
  ['v.text>=abc', { text: 'abc' }, true],
  ['v.text>=abc', { text: 'ab' }, false],
  ['v.text contains b', { text: 'abc' }, true],
  ['v.text contains B', { text: 'abc' }, false],
  ['v.text contains ""', { text: '' }, true],
  ['v.text contains b', {}, false],
  ['v.text icontains BC', { text: 'abc' }, true],
  ['v.text icontains ".*"', { text: 'abc' }, false],
  ['v.text icontains "[x]"', { text: 'a[X]' }, true],
  ['v.text icontains É', { text: utf8('é') }, false],
  ['v.text icontains @', { text: '`' }, false],
  ['v.text startswith ab', { text: 'abc' }, true],
  ['v.text startswith bc', { text: 'abc' }, false],
  ['v.text startswith abcd', { text: 'abc' }, false],
  ['v.text endswith bc', { text: 'abc' }, true],
  ['v.text endswith ab', { text: 'abc' }, false],
  ['v.text endswith zabc', { text: 'abc' }, false],
  ['v.text glob /etc/*', { text: '/etc/a/b' }, true],
  ['v.text glob /etc/*', { text: '/etcx' }, false],
  ['v.text glob a?c', { text: 'a/c' }, true],
  ['v.text glob A*', { text: 'abc' }, false],
  ['v.text glob "*b*"', {}, false],
  ['v.text iglob A*C', { text: 'abc' }, true],
  ['v.text iglob [A-B]bc', { text: 'Abc' }, true],
  ['v.text in (a, "b c")', { text: 'b c' }, true],
  ['v.text in (a, "b c")', { text: 'b' }, false],
  ['v.text in (a, "b c")', {}, false],
  ['v.text in (a,)', { text: '' }, true],
  ['v.text in ()', { text: '' }, true],
  ['v.text in ()', { text: 'a' }, false],
  ['v.text pmatch (/etc, /usr/lib)', { text: '/etc' }, true],
  ['v.text pmatch (/etc, /usr/lib)', { text: '/etc/x' }, true],
  ['v.text pmatch (/etc, /usr/lib)', { text: '/etcx' }, false],
  ['v.text pmatch (/etc, /usr/lib)', { text: '/usr' }, false],
  ['v.text pmatch (/etc, /usr/lib)', { text: '/usr//lib/' }, true],
  ['v.text pmatch (/etc, /usr/lib)', {}, false],
  ['v.text pmatch (etc/)', { text: '/etc/a' }, true],
  ['v.text pmatch ()', { text: 'a' }, true],
  ['v.text pmatch (/)', { text: '/x' }, true],
  ['v.text pmatch (/a/b, /a)', { text: '/a/c' }, true],
  ['v.text regex a.c', { text: 'abc' }, true],
  ['v.text regex a.c', { text: 'xabc' }, false],
  ['v.text regex "(?i)A.*"', { text: 'abc' }, true],
  ['v.text regex "\\d+"', { text: '123' }, true],
  ['v.text regex .', { text: utf8('ü') }, true],
  ['v.text regex ü+', { text: utf8('üü') }, true],
  ['v.text regex a', {}, false],
  ['v.path pmatch (/a)', { path: '/a/b' }, true],

  ['v.bytes=ab', { bytes: 'ab' }, true],
  ['v.bytes!=ab', { bytes: 'abc' }, true],
  ['v.bytes contains "\\x00b"', { bytes: 'a\0bc' }, true],
  ['v.bytes startswith abcd', { bytes: 'abc' }, false],
  ['v.bytes endswith "\\x00"', { bytes: 'a\0' }, true],
  ['v.bytes bcontains 0062', { bytes: 'a\0bc' }, true],
  ['v.bytes bcontains FF', { bytes: '\u00ff' }, true],
  ['v.bytes bstartswith 6100', { bytes: 'a\0bc' }, true],
  ['v.bytes bstartswith 00', { bytes: 'a\0bc' }, false],
  ['v.bytes in (ab, cd)', { bytes: 'cd' }, true],

  ['v.ip=10.0.0.1', { ip: ip('10.0.0.1') }, true],
  ['v.ip=10.0.0.1', { ip: ip('::1') }, false],
  ['v.ip!=10.0.0.1', { ip: ip('::1') }, true],
  ['v.ip!=10.0.0.1', {}, false],
  ['v.ip in (::1, 10.0.0.1)', { ip: ip('0::1') }, true],
  ['v.net=10.0.0.0/8', { net: ip('10.1.1.1') }, true],
  ['v.net!=10.0.0.0/8', { net: ip('10.1.1.1') }, false],
  ['v.net!=10.0.0.0/8', { net: ip('::1') }, true],
  ['v.net!=10.0.0.0/8', {}, false],
  ['v.net in (10.0.0.0/8, fe80::/10)', { net: ip('febf::1') }, true],

  ['v.list in (a,b)', { list: ['a', 'b', 'a'] }, true],
  ['v.list in (a,b)', { list: ['a', 'c'] }, false],
  ['v.list intersects (a,b)', { list: ['c', 'b'] }, true],
  ['v.list intersects (a,b)', { list: ['c'] }, false],
  ['v.list exists', { list: [] }, true],

  ['v.any=3', { several: [1, 3] }, true],
  ['v.any!=3', { several: [1, 3] }, true],
  ['v.any!=3', { several: [3] }, false],
  ['v.any!=3', {}, false],
  ['v.any in (3,4)', { several: [1, 4] }, true],
  ['v.any<0', { several: [1, -4] }, true],
  ['v.any[1]=4', { several: [1, 4] }, true],
  ['v.any exists', { several: [1] }, true],
  ['v.any = val(v.int64)', { several: [1, 3], int64: 3 }, true],
  ['v.either=10.0.0.0/8', { several: [ip('1.1.1.1'), ip('10.1.1.1')] }, true],
  ['v.either!=10.0.0.0/8', { several: [ip('1.1.1.1'), ip('10.1.1.1')] }, false],
  ['v.either!=10.0.0.0/8', { several: [ip('1.1.1.1'), ip('11.1.1.1')] }, true],
  ['v.either!=10.0.0.0/8', {}, false],

  ['v.text = oneof (a, b)', { text: 'a' }, true],
  ['v.text = oneof (a, a)', { text: 'a' }, false],
  ['v.text = anyof (a, a)', { text: 'a' }, true],
  ['v.text = allof (a, a)', { text: 'a' }, true],
  ['v.text = allof (a, b)', { text: 'a' }, false],
  ['v.text != oneof (a, a, b)', { text: 'a' }, true],
  ['v.text != oneof (a, a)', { text: 'a' }, false],
  ['v.text != anyof (a, b)', { text: 'a' }, true],
  ['v.text != allof (a, b)', { text: 'a' }, false],
  ['v.text != allof (a, b)', { text: 'c' }, true],
  ['v.text != allof (a, b)', {}, false],
  ['v.text contains oneof (my, exe)', { text: 'myexe' }, false],
  ['v.text contains oneof (my, xx)', { text: 'myexe' }, true],
  ['v.text contains allof (my, exe)', { text: 'myexe' }, true],
  ['v.text glob anyof (x*, *e)', { text: 'myexe' }, true],
  ['v.text regex anyof (x.*, m.*)', { text: 'myexe' }, true],
  ['v.text contains anyof ()', { text: 'myexe' }, false],
  ['v.net = anyof (10.0.0.0/8, ::/0)', { net: ip('10.0.0.1') }, true],
  ['v.int64 = anyof (1, 2)', { int64: 2 }, true],

  ['tolower(v.text) = abc', { text: 'ABC' }, true],
  ['tolower(v.text) = abc', {}, false],
  ['toupper(v.text) = ABC', { text: 'abc' }, true],
  ['toupper(v.text) = "\\xe9"', { text: '\u00e9' }, true],
  ['basename(v.path) = c', { path: '/a/b/c' }, true],
  ['basename(v.path) = ""', { path: '/a/b/' }, true],
  ['basename(v.path) = c', { path: 'c' }, true],
  ['b64(v.text) = hello', { text: 'aGVsbG8=' }, true],
  ['b64(v.text) = hello', { text: 'aGVsbG8' }, true],
  ['b64(v.text) exists', { text: 'a.b' }, false],
  ['b64(v.bytes) contains "\\x00"', { bytes: 'AAA=' }, true],
  ['toupper(b64(v.text)) contains HELLO', { text: 'aGVsbG8=' }, true],
  ['len(v.text) > 2', { text: 'abc' }, true],
  ['len(v.text) = 0', {}, false],
  ['len(v.bytes) = 2', { bytes: '\0\0' }, true],
  ['len(v.list) = 2', { list: ['a', 'b'] }, true],
  ['join("-", (v.text, "x", v.int64)) = a-x-3', { text: 'a', int64: 3 }, true],
  ['join("-", (v.text, v.int64)) exists', { text: 'a' }, false],
  ['join(",", v.list) = a,b', { list: ['a', 'b'] }, true],
  ['concat(v.text, ":", v.text2) = a:b', { text: 'a', text2: 'b' }, true],
  ['getopt(v.list, "nt:")[t] = x', { list: ['-n', '-t', 'x', 'y'] }, true],
  ['getopt(v.list, "nt:")[t] = x', { list: ['-ntx'] }, true],
  ['getopt(v.list, "nt:")[n] = n', { list: ['-n'] }, true],
  ['getopt(v.list, "nt:")[t] exists', { list: ['-n', '--', '-t', 'x'] }, false],
  ['getopt(v.list, "nt:")[t] exists', { list: ['x', '-t', 'y'] }, false],
  ['getopt(v.list, "nt:") intersects (n)', { list: ['--long', '-n'] }, true],
  ['getopt(v.list, "nt:") intersects (?)', { list: ['-z'] }, true],
  ['getopt(v.list, ":t:") intersects (":")', { list: ['-t'] }, true],
  ['getopt(v.text, "t:")[t] = x', { text: '-t x' }, true],

  ['v.text = val(v.text2)', { text: 'a', text2: 'a' }, true],
  ['v.text = val(v.text2)', { text: 'a', text2: 'b' }, false],
  ['v.text = val(v.text2)', { text: 'a' }, false],
  ['v.text != val(v.text2)', { text: 'a' }, false],
  ['v.text != val(v.text2)', { text: 'a', text2: 'b' }, true],
  ['v.text contains val(v.text2)', { text: 'abc', text2: 'b' }, true],
  ['v.text glob val(v.text2)', { text: 'abc', text2: 'a*' }, true],
  ['v.text pmatch val(v.text2)', { text: '/a/b', text2: '/a' }, true],
  ['v.text = basename(v.path)', { text: 'c', path: '/b/c' }, true],
  ['v.text in val(v.list)', { text: 'b', list: ['a', 'b'] }, true],
  ['v.list intersects val(v.list)', { list: ['a'] }, true],
  ['v.int64 < val(v.uint64)', { int64: 3, uint64: 9007199254740993n }, true],
  ['v.int64 = len(v.text)', { int64: 3, text: 'abc' }, true],
];

for (const [filter, values, passes] of rows) {
  const shown = JSON.stringify(values, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  test(`${filter} ${passes ? 'takes' : 'rejects'} ${shown}`, () => {
    assert.equal(fields.test(filter, values), passes);
  });
}

test('an empty list of texts is empty in the newest edition', () => {
  const newest = new ValueFields(new EventTable('newest'));
  assert.equal(newest.test('v.text in ()', { text: '' }), false);
});

test('and, or, not combine as in logic', () => {
  const atoms = ['v.int8=1', 'v.int16=1', 'v.int32=1'];
  const [a, b, c] = atoms as [string, string, string];
  const cases: readonly (readonly [string, (a: boolean, b: boolean, c: boolean) => boolean])[] = [
    [`${a} and ${b} or ${c}`, (x, y, z) => (x && y) || z],
    [`${a} or ${b} and ${c}`, (x, y, z) => x || (y && z)],
    [`(${a} or ${b}) and ${c}`, (x, y, z) => (x || y) && z],
    [`not ${a} and not (${b} or not ${c})`, (x, y, z) => !x && !(y || !z)],
    [`not (not ${a} or ${b}) or ${c}`, (x, y, z) => !(!x || y) || z],
  ];
  for (const [filter, expected] of cases) {
    const compiled = fields.compile(filter);
    for (let bits = 0; bits < 8; bits++) {
      const values = { int8: bits & 1, int16: (bits >> 1) & 1, int32: (bits >> 2) & 1 };
      const [x, y, z] = [values.int8 === 1, values.int16 === 1, values.int32 === 1];
      assert.equal(fields.test(compiled, values), expected(x, y, z), `${filter} ${bits}`);
    }
  }
});

test('what decides is asked from left to right, and no more', () => {
  const count = (filter: string, values: TestValues): number => {
    const compiled = fields.compile(filter);
    fields.extractions = 0;
    fields.test(compiled, values);
    return fields.extractions;
  };
  assert.equal(count('v.int8=1 and v.int16=1', { int8: 0 }), 1);
  assert.equal(count('v.int8=1 or v.int16=1', { int8: 1 }), 1);
  assert.equal(count('v.int8=1 or v.int8=2 or v.int8=3', { int8: 3 }), 1);
  assert.equal(count('v.int8=1 or v.int8=2 or v.int8=3', {}), 1);
});
