import assert from 'node:assert/strict';
import test from 'node:test';
import { compileChunk } from './compile-chunk.ts';
import { UntranslatableError } from './parse/syntax-error.ts';
import { runChunk } from './testing/run-chunk.ts';

const deep = 100_000;

const refused: readonly [name: string, source: string, message: RegExp][] = [
  ['parentheses', `x = ${'('.repeat(deep)}1`, /too many syntax levels/],
  ['tables', `x = ${'{'.repeat(deep)}`, /too many syntax levels/],
  ['concatenations', `x = ${'"a" .. '.repeat(deep)}"a"`, /too many syntax levels/],
  ['blocks', 'do '.repeat(deep), /too many syntax levels/],
  ['functions', 'return function() '.repeat(deep), /too many syntax levels/],
  ['locals', 'local a\n'.repeat(201), /^x:201: main function has more than 200 local variables/],
  ['upvalues', manyUpvalues(), /function at line 62 has more than 60 upvalues/],
];

for (const [name, source, message] of refused) {
  test(`a source of too many ${name} is an error of its own`, () => {
    assert.throws(() => compileChunk({ text: source, chunkName: '=x' }), { message });
  });
}

function manyUpvalues(): string {
  const names = Array.from({ length: 61 }, (_, i) => `u${i}`);
  return `${names.map((name) => `local ${name} = 1\n`).join('')}return function() return ${names.join('+')} end`;
}

test('what the engine cannot nest so deeply is left to the interpreter', () => {
  const source = `return ${'1 + '.repeat(deep)}x`;
  assert.throws(() => compileChunk({ text: source, chunkName: '=x' }), UntranslatableError);
});

test('texts and names of a script are data in the code', () => {
  const words = [
    'constructor',
    '__proto__',
    'toString',
    'eval',
    'T',
    'O',
    'V',
    'NONE',
    'runtime',
    'S0',
    'L1',
  ];
  for (const word of words) {
    const source = `print(${word}, _G['${word}'], ({}).${word}, ({['${word}'] = 1}).${word}) local ${word} = 2 print(${word})`;
    assert.equal(runChunk(source), 'nil\tnil\tnil\t1\n2\n', word);
  }
  const texts = [
    "'",
    '"',
    '`',
    '${1}',
    '\u2028',
    '*/',
    '\\',
    '\n',
    '\r',
    '\0',
    '\x01',
    '\x02',
    '</script>',
  ];
  for (const text of texts) {
    const bytes = Buffer.from(text).toString('latin1');
    const escaped = [...bytes].map((char) => `\\${String(char.charCodeAt(0)).padStart(3, '0')}`);
    assert.equal(runChunk(`io.write("${escaped.join('')}")`), bytes, JSON.stringify(text));
  }
});

test('values of the host have no properties', () => {
  for (const name of ['constructor', 'prototype', 'call', 'length', 'name', '__proto__']) {
    assert.match(runChunk(`print(print.${name})`), /attempt to index global 'print'/);
    assert.match(runChunk(`print(("x").${name})`), /^nil/);
    assert.match(runChunk(`print((1).${name})`), /attempt to index a number value/);
    assert.match(runChunk(`print.${name} = 1`), /attempt to index global 'print'/);
  }
});

const survived: readonly [name: string, source: string, output: RegExp][] = [
  ['recursion', 'local function f() return 1 + f() end print(pcall(f))', /^false\tx:1: stack overflow\n$/],
  ['recursion by metamethods', 'local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end print(pcall(function() return t.x end))', /stack overflow/],
  ['a circle of metatables', 'local t = {} setmetatable(t, {__index = t}) print(pcall(function() return t.x end))', /'__index' chain too long/],
  ['a string bomb', "local s = 'x' print(pcall(function() for i = 1, 60 do s = s .. s end end))", /not enough memory/],
  ['a handler that fails', "print(xpcall(error, function() error('again') end))", /^false\terror in error handling/],
  ['recursion that catches itself', 'local n = 0 local function f() n = n + 1 return pcall(f) end print(f())', /true|false/],
]; // prettier-ignore

for (const [name, source, output] of survived) {
  test(`a script survives ${name}`, () => {
    assert.match(runChunk(source), output);
  });
}

test('a function may end in itself for ever', () => {
  const source =
    'local function f(n, sum) if n == 0 then return sum end return f(n - 1, sum + n) end print(f(1e6, 0))';
  assert.equal(runChunk(source), '500000500000\n');
});
