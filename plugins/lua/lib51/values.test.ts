import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bareVm } from '../testing/run-lua.ts';
import { createFengariVm } from '../vm/fengari/fengari-vm.ts';
import { numberToText } from './number-to-text.ts';
import { Random } from './random.ts';
import { sortLikeLua } from './sort.ts';
import { breakTime, strftime } from '@chisel/core/bytes/strftime.ts';
import { digitsToNumber, textToNumber } from './text-to-number.ts';

/** All that is expected here is what LuaJIT 2.1.0-beta3 answered. */

test('numbers are written in fourteen digits', () => {
  const texts: [number, string][] = [
    [5, '5'],
    [-0, '-0'],
    [0.1, '0.1'],
    [1e15, '1e+15'],
    [2 ** 53, '9.007199254741e+15'],
    [1e100, '1e+100'],
    [123456789012345, '1.2345678901235e+14'],
    [99999999999999, '99999999999999'],
    [1234567890123.25, '1234567890123.3'],
    [1e-5, '1e-05'],
    [0.0001, '0.0001'],
    [NaN, 'nan'],
    [-Infinity, '-inf'],
  ];
  for (const [value, text] of texts) assert.equal(numberToText(value), text);
});

test('text that reads as a number', () => {
  const numbers: [string, number | undefined][] = [
    [' 10 ', 10],
    ['0x.8', 0.5],
    ['0xA.8p1', 21],
    ['0xfffffffffffffffffffffff', 2 ** 92],
    ['0b101', 5],
    ['5.', 5],
    ['.5', 0.5],
    ['inf', Infinity],
    ['-INFINITY', -Infinity],
    ['1e400', Infinity],
    ['1e', undefined],
    ['0x', undefined],
    ['.', undefined],
    ['5 5', undefined],
    ['5\0', undefined],
    ['- 5', undefined],
    ['', undefined],
  ];
  for (const [text, number] of numbers) assert.equal(textToNumber(text), number, text);
  assert.equal(digitsToNumber('-ff', 16), -255);
  assert.equal(digitsToNumber('zz', 36), 1295);
  assert.equal(digitsToNumber('8', 8), undefined);
  assert.equal(digitsToNumber('f'.repeat(18), 16), 2 ** 64);
});

test('what format writes', () => {
  const { run } = bareVm(createFengariVm);
  const lines: [string, string][] = [
    ['"%d %d %d", 3.9, -3.9, 2^53', '3 -3 9007199254740992'],
    ['"%d %d", 2^63, 0/0', '-9223372036854775808 -9223372036854775808'],
    ['"%u %x %o", -1, -1, 8', '18446744073709551615 ffffffffffffffff 10'],
    ['"[%5.3d][%-8d][%+d][% d][%08d][%8.5d][%.0d]", 7, 7, 7, 7, 7, 7, 0', '[  007][7       ][+7][ 7][00000007][   00007][]'],
    ['"%.9d %.9u", 12, 5', '000000012 000000005'],
    ['"%#x %#o [%#.0o] [%.0x]", 255, 8, 0, 0', '0xff 010 [0] []'],
    ['"%e %g %G %a", 12345.678, 1e20, 1e-10, 1', '1.234568e+04 1e+20 1E-10 0x1p+0'],
    ['"%.0f %.0f %.1f", 0.5, 2.5, 0.25', '1 3 0.3'],
    ['"%5s|%-5s|%.2s|%s", "ab", "ab", "abc", nil', '   ab|ab   |ab|nil'],
    ['"%q", "a\\nb\\0c\\"\\\\\\r\\1272"', '"a\\\nb\\0c\\"\\\\\\13\\1272"'],
  ]; // prettier-ignore
  for (const [args, text] of lines) assert.equal(run(`print(string.format(${args}))`), `${text}\n`);
});

test('chance is that of LuaJIT', () => {
  const random = new Random();
  assert.equal(numberToText(random.next()), '0.79420629243124');
  assert.equal(numberToText(random.next()), '0.69885246563716');
  random.seed(42);
  assert.equal(numberToText(random.next()), '0.95607928791821');
  random.seed(-1.5);
  assert.equal(numberToText(random.next()), '0.35025644543951');
});

test('equal values come in the order of the quicksort of 5.1', () => {
  const pairs = Array.from({ length: 20 }, (_, i) => [i % 3, i] as const);
  sortLikeLua(pairs, (left, right) => left[0] < right[0]);
  const order = pairs.map(([, i]) => i).join(' ');
  assert.equal(order, '0 18 12 15 6 9 3 4 1 16 13 19 7 10 17 5 8 14 11 2');
  const broken = [3, 1, 2, 5, 4, 3, 1, 2, 5, 4];
  assert.throws(() => sortLikeLua(broken, () => true), /invalid order function/);
});

test('dates', () => {
  const time = breakTime(1534509296, true);
  assert.equal(strftime('%a %b %e %H:%M:%S %Y|%j %U %W %V %G %u %w|%I %p|%x|%%', time),
    'Fri Aug 17 12:34:56 2018|229 32 33 33 2018 5 5|12 PM|08/17/18|%'); // prettier-ignore
});
