import assert from 'node:assert/strict';
import test from 'node:test';
import { ChiselError } from '@chisel/core';
import { parseCommandLine } from './parse-command-line.ts';

interface Expected {
  switches?: string[];
  values?: Record<string, string[]>;
  words?: string[];
  chisels?: string[];
  command?: string;
}

const cases: [line: string, expected: Expected, why: string][] = [
  ['', {}, 'nothing'],
  ['-q', { switches: ['quiet'] }, 'a short switch'],
  ['--quiet', { switches: ['quiet'] }, 'a long switch'],
  ['-qS', { switches: ['quiet', 'summary'] }, 'switches stand together'],
  ['-n10', { values: { numevents: ['10'] } }, 'a value is attached'],
  ['-qn10', { switches: ['quiet'], values: { numevents: ['10'] } }, 'to the last of several'],
  ['-qn 10', { switches: ['quiet'], values: { numevents: ['10'] } }, 'or is the next word'],
  ['--numevents=10', { values: { numevents: ['10'] } }, 'or follows ='],
  ['--numevents 10', { values: { numevents: ['10'] } }, 'or a blank'],
  ['-p=x', { values: { print: ['=x'] } }, '= is no separator behind one letter'],
  ['-n -1', { values: { numevents: ['-1'] } }, 'a value may begin with a dash'],
  ['-r a -r b', { values: { read: ['a', 'b'] } }, 'values are kept in order'],
  ['-r -', { values: { read: ['-'] } }, 'a dash alone is a value'],
  ['-cl', { values: { chisel: ['l'] }, chisels: ['l'] }, 'the list of chisels is a chisel l'],
  ['-lv', { switches: ['listFields', 'verbose'] }, 'the list with types is two switches'],
  ['-pc', { values: { print: ['c'] } }, 'the container format is a format c'],
  ['-pp', { values: { print: ['p'] } }, 'the default format is asked for by p'],
  ['evt.type=open and fd.num>3', { words: ['evt.type=open', 'and', 'fd.num>3'] }, 'a filter'],
  ['a -q b', { switches: ['quiet'], words: ['a', 'b'] }, 'options may stand among words'],
  ['-q -- -n b', { switches: ['quiet'], words: ['-n', 'b'] }, 'after -- all are words'],
  ['list', { command: 'list' }, 'a command'],
  ['install a b@1', { command: 'install', words: ['a', 'b@1'] }, 'a command and its words'],
  ['-q list', { switches: ['quiet'], words: ['list'] }, 'a command stands first'],
  ['list --names', { command: 'list', switches: ['names'] }, 'a command and its option'],
  ['-c a -c b x', { values: { chisel: ['a', 'b'] }, chisels: ['a', 'b'], words: ['x'] }, 'chisels'],
];

for (const [line, expected, why] of cases) {
  test(`${JSON.stringify(line)}: ${why}`, () => {
    const parsed = parseCommandLine(line === '' ? [] : line.split(' '));
    assert.deepEqual([...parsed.switches], expected.switches ?? []);
    assert.deepEqual(Object.fromEntries(parsed.values), expected.values ?? {});
    assert.deepEqual(parsed.words, expected.words ?? []);
    assert.deepEqual(
      parsed.chisels.map(({ name }) => name),
      expected.chisels ?? [],
    );
    assert.equal(parsed.command, expected.command);
  });
}

const wrong: [line: string, code: string, says: RegExp][] = [
  ['--nosuch', 'CHISEL_UNKNOWN_OPTION', /--nosuch/],
  ['-y', 'CHISEL_UNKNOWN_OPTION', /-y/],
  ['-qy', 'CHISEL_UNKNOWN_OPTION', /-y/],
  ['--sumary', 'CHISEL_UNKNOWN_OPTION', /--summary/],
  ['--prnt=x', 'CHISEL_UNKNOWN_OPTION', /--print/],
  ['-n', 'CHISEL_OPTION_NEEDS_VALUE', /-n COUNT/],
  ['--read', 'CHISEL_OPTION_NEEDS_VALUE', /--read FILE/],
  ['--quiet=yes', 'CHISEL_OPTION_TAKES_NO_VALUE', /--quiet/],
  ['-H x', 'CHISEL_NOT_YET', /-H/],
  ['--plugin=x', 'CHISEL_NOT_YET', /--plugin/],
];

for (const [line, code, says] of wrong) {
  test(`${line}: ${code}`, () => {
    assert.throws(
      () => parseCommandLine(line.split(' ')),
      (error) => {
        assert.ok(error instanceof ChiselError);
        assert.equal(error.code, code);
        assert.match(`${error.message} ${error.remedy}`, says);
        return true;
      },
    );
  });
}

const afterChisel: [line: string, nextWord: number, isFollowed: boolean][] = [
  ['-c a', 0, false],
  ['-c a bytes', 0, true],
  ['-ca bytes x', 0, true],
  ['-qc a bytes', 0, true],
  ['--chisel=a bytes', 0, true],
  ['x -c a bytes', 1, true],
  ['-c a -q bytes', 0, false],
];

for (const [line, nextWord, isFollowed] of afterChisel) {
  test(`${line}: the words behind the chisel`, () => {
    const [request] = parseCommandLine(line.split(' ')).chisels;
    assert.deepEqual({ name: 'a', nextWord, isFollowed }, request);
  });
}
