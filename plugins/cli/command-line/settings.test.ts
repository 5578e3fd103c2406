import assert from 'node:assert/strict';
import test from 'node:test';
import { ChiselError } from '@chisel/core';
import { parseCommandLine } from './parse-command-line.ts';
import { settingsOf, type Settings } from './settings.ts';

function settings(...args: string[]): Settings {
  return settingsOf(parseCommandLine(args));
}

test('nothing asked for gives the settings of the reference', () => {
  const { edition, text, format, maxEvents, maxDurationNs } = settings();
  assert.deepEqual(
    [edition, format, maxEvents, maxDurationNs],
    ['classic', undefined, undefined, undefined],
  );
  assert.deepEqual(text, {
    bufferFormat: 'dotted',
    bufferLimit: 80,
    resolvePorts: false,
    timeMode: 'h',
    json: false,
  });
});

test('-v and chisels show buffers whole', () => {
  assert.equal(settings('-v').text.bufferLimit, Infinity);
  assert.equal(settings('-c', 'topfiles').text.bufferLimit, Infinity);
});

test('of an option that is repeated, the last counts', () => {
  const { maxEvents, text } = settings('-n', '3', '-n', '4', '-ta', '-tD');
  assert.deepEqual([maxEvents, text.timeMode], [4, 'D']);
});

test('formats with a letter of their own stand for whole ones', () => {
  assert.match(settings('-pc').format ?? '', /%container\.name \(%container\.id\)/);
  assert.equal(settings('-pcontainer').format, settings('-pc').format);
  assert.match(settings('-pk').format ?? '', /%k8s\.pod\.name/);
  assert.equal(settings('-p', '%evt.num').format, '%evt.num');
  assert.equal(settings('-p', 'constructor').format, 'constructor');
});

test('-M counts seconds', () => {
  assert.equal(settings('-M', '2').maxDurationNs, 2e9);
});

const wrong: [args: string, code: string, says: RegExp][] = [
  ['-n abc', 'CHISEL_BAD_OPTION_VALUE', /-n .*"abc".*whole number/],
  ['-n 0', 'CHISEL_BAD_OPTION_VALUE', /"0"/],
  ['-n -1', 'CHISEL_BAD_OPTION_VALUE', /"-1"/],
  ['-n 1.5', 'CHISEL_BAD_OPTION_VALUE', /"1\.5"/],
  ['-n 99999999999999999999', 'CHISEL_BAD_OPTION_VALUE', /-n/],
  ['-M x', 'CHISEL_BAD_OPTION_VALUE', /-M .*"x"/],
  ['-t q', 'CHISEL_BAD_OPTION_VALUE', /-t .*one of h, a, r, d, D/],
  ['--edition new', 'CHISEL_BAD_OPTION_VALUE', /--edition .*classic, newest/],
  ['-A -b', 'CHISEL_OPTIONS_EXCLUDE', /-A and -b/],
  ['-xX', 'CHISEL_OPTIONS_EXCLUDE', /-x and -X/],
];

for (const [args, code, says] of wrong) {
  test(`${args}: ${code}`, () => {
    assert.throws(
      () => settings(...args.split(' ')),
      (error) => {
        assert.ok(error instanceof ChiselError);
        assert.equal(error.code, code);
        assert.match(`${error.message} ${error.remedy}`, says);
        return true;
      },
    );
  });
}
