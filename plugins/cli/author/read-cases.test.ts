import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { lineDiff } from './line-diff.ts';
import { readCases } from './read-cases.ts';
import { sourceFrame } from './source-frame.ts';

const folder = mkdtempSync(join(tmpdir(), 'chisel-cases-'));
after(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, 'test'));
const write = (content: string): void => writeFileSync(join(folder, 'test/one.json'), content);

test('a case is a command line', () => {
  write('{"capture":"a.scap","args":"time 3","filter":"evt.num > 5","json":true,"status":1}');
  assert.deepEqual(readCases(folder), [
    {
      name: 'one',
      commandLine: ['-r', 'a.scap', '-j', '-c', '../', 'time 3', 'evt.num > 5'],
      status: 1,
      expectedFile: join(folder, 'test/one.txt'),
    },
  ]);
  write('{"events":"rows.jsonl","description":"rows"}');
  assert.deepEqual(readCases(folder)[0]?.commandLine, ['--events', 'rows.jsonl', '-c', '../']);
});

for (const [content, message] of [
  ['{', /is not JSON/],
  ['7', /is not an object/],
  ['{}', /needs one of capture and events/],
  ['{"capture":"a","events":"b"}', /needs one of capture and events/],
  ['{"capture":"a","args":5}', /needs a string for args/],
  ['{"capture":"a","extra":5}', /has the key "extra"/],
  ['{"capture":"a","args":"-w x"}', /has an option for args/],
] as const) {
  test(`the case ${content} is refused`, () => {
    write(content);
    assert.throws(() => readCases(folder), message);
  });
}

test('a folder without cases is refused', () => {
  assert.throws(() => readCases(join(folder, 'test')), /has no test cases/);
});

test('only the lines that differ are shown, with some around them', () => {
  assert.equal(
    lineDiff('1\n2\n3\na\n4\n5\n6', '1\n2\n3\nb\nc\n4\n5\n6'),
    '  2\n  3\n- a\n+ b\n+ c\n  4\n  5',
  );
  assert.equal(lineDiff('', 'a'), '- \n+ a');
  assert.match(lineDiff('', 'a\n'.repeat(100)), /… \d+ more lines$/);
});

test('the first place that a message names is shown', () => {
  writeFileSync(join(folder, 'a.ts'), 'one\ntwo\nthree\nfour\nfive\n');
  assert.equal(
    sourceFrame(folder, 'x (a.ts:3:2)'),
    '  1 | one\n  2 | two\n> 3 | three\n    |  ^\n  4 | four\n  5 | five',
  );
  for (const message of ['no place', 'a.ts:99:1', 'a.ts:0:1', 'b.ts:1:1', 'x/../../a.ts:1:1']) {
    assert.equal(sourceFrame(folder, message), undefined);
  }
});
