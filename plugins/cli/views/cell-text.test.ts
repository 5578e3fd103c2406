import assert from 'node:assert/strict';
import test from 'node:test';
import type { Cell } from './aggregate.ts';
import { cellText } from './cell-text.ts';
import type { BoundColumn } from './view-table.ts';

function textOf(value: Cell, type: string, count = 1, format = 'DEC'): string {
  const bound = { format, field: { listedType: type } };
  return cellText({ value, count, column: { bound } as BoundColumn });
}

const cases: [shown: string, text: string][] = [
  [textOf(1024, 'UINT64'), '1024'],
  [textOf(1025, 'UINT64'), '1K'],
  [textOf(1.5 * 1024 ** 3, 'UINT64', 2), '768.00M'],
  [textOf(317 * 1024 ** 2, 'UINT64'), '317M'],
  [textOf(2.5 * 1024, 'UINT32'), '2K'],
  [textOf(1, 'UINT32', 8), '0.12'],
  [textOf(3, 'UINT32', 8), '0.38'],
  [textOf(123456, 'INT64', 1, 'ID'), '123456'],
  [textOf(0.125, 'DOUBLE'), '0.12'],
  [textOf(3_000_000, 'RELTIME', 2), '1.50ms'],
  [textOf('\x7f\0\0\x01', 'IPADDR'), '127.0.0.1'],
  [textOf(0, 'BOOL'), 'false'],
];

for (const [shown, text] of cases) {
  test(`a cell shows ${text}`, () => {
    assert.equal(shown, text);
  });
}
