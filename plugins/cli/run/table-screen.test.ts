import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TableScreen } from './table-screen.ts';

/** What a terminal shows after some output: it knows the two escapes that the screen uses. */
function shown(output: string): string[] {
  const lines = [''];
  let at = 0;
  for (const [piece] of output.matchAll(/\u001b\[(\d*)[FJ]|\n|[^\u001b\n]+/g)) {
    if (piece === '\u001b[J') lines.length = at + 1;
    else if (piece.endsWith('F') && piece.startsWith('\u001b')) at -= Number(piece.slice(2, -1));
    else if (piece === '\n') lines[++at] ??= '';
    else lines[at] = piece;
    if (piece === '\u001b[J') lines[at] = '';
  }
  return lines;
}

test('a table takes the place of the one before', () => {
  const screen = new TableScreen(() => 0);
  const output = screen.table('a\nb\nc\n', 0) + screen.table('d\n', 0);
  assert.deepEqual(shown(output), ['d', '']);
});

test('tables of several chisels stand in the order of the command line', () => {
  const screen = new TableScreen(() => 0);
  const output =
    screen.table('second\n', 1) + screen.table('first\n', 0) + screen.table('2nd\n', 1);
  assert.deepEqual(shown(output), ['first', '', '2nd', '']);
});

test('lines are printed above the tables', () => {
  const screen = new TableScreen(() => 0);
  const output = screen.table('table\n', 0) + screen.print('one\n') + screen.print('two\n');
  assert.deepEqual(shown(output), ['one', 'two', 'table', '']);
});

test('a table that is higher than the terminal is cut', () => {
  const screen = new TableScreen(() => 3);
  assert.deepEqual(shown(screen.table('1\n2\n3\n4\n', 0)), ['1', '2', '']);
});
