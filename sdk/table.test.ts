import assert from 'node:assert/strict';
import test from 'node:test';
import { formatTable, tableObjects } from './table.ts';
import { top } from './top.ts';
import { formatUnit, type Unit } from './units.ts';

const units: [value: number | bigint, unit: Unit, text: string][] = [
  [0, 'bytes', '0B'],
  [1023, 'bytes', '1023B'],
  [1024, 'bytes', '1.00KB'],
  [394629, 'bytes', '385.38KB'],
  [2 ** 40, 'bytes', '1.00TB'],
  [999, 'time', '999ns'],
  [1500, 'time', '1.50us'],
  [2.5e9, 'time', '2.50s'],
  [2n ** 63n, 'count', '9223372036854775808'],
];
for (const [value, unit, text] of units) {
  test(`${value} in ${unit} is ${text}`, () => assert.equal(formatUnit(value, unit), text));
}

const files = {
  columns: [{ title: 'Bytes', unit: 'bytes' as const }, 'File'],
  rows: [
    [2048, '/etc/passwd'],
    [5, 'a\nb'],
  ],
};

test('columns are aligned, numbers to the right, line ends in cells are blanks', () => {
  assert.equal(
    formatTable(files),
    ' Bytes  File\n-------------------\n2.00KB  /etc/passwd\n    5B  a b\n',
  );
});

test('lines are cut at the width of the terminal', () => {
  for (const line of formatTable(files, 10).split('\n')) assert.ok(line.length <= 10);
});

test('rows as objects', () => {
  assert.deepEqual(tableObjects(files)[0], { bytes: 2048, file: '/etc/passwd' });
});

test('the largest sums come first, equal ones as they came', () => {
  const sums = top();
  for (const key of ['b', 'a', 'c', 'c']) sums.add(key);
  assert.deepEqual(sums.largest(2), [
    ['c', 2],
    ['b', 1],
  ]);
});
