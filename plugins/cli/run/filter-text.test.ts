import assert from 'node:assert/strict';
import test from 'node:test';
import type { Settings } from '../command-line/settings.ts';
import { filterText } from './filter-text.ts';

const settings = (displayFilter: boolean, ...suppressedComms: string[]): Settings =>
  ({ displayFilter, suppressedComms }) as unknown as Settings;

test('the words that are left are the filter', () => {
  const rows: [words: string[], suppressed: string[], filter: string | undefined][] = [
    [[], [], undefined],
    [[''], [], undefined],
    [['evt.type', '=', 'read'], [], 'evt.type = read'],
    [[], ['a"b'], 'not proc.name = "a\\"b"'],
    [['evt.num<5'], ['sh'], '(evt.num<5) and not proc.name = "sh"'],
  ];
  for (const [words, suppressed, filter] of rows) {
    assert.equal(filterText(words, settings(false, ...suppressed)), filter, words.join(' '));
  }
});

test('a blank filter is refused', () => {
  for (const [words, displays] of [
    [[' '], false],
    [['', ''], false],
    [[''], true],
  ] as const) {
    assert.throws(() => filterText(words, settings(displays)), { code: 'CHISEL_EMPTY_FILTER' });
  }
});
