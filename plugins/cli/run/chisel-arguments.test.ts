import assert from 'node:assert/strict';
import test from 'node:test';
import { ChiselError } from '@chisel/core';
import type { Manifest, ManifestArg } from '@chisel/registry';
import { argumentValues, type ArgumentValue } from './chisel-arguments.ts';

const by: ManifestArg = {
  name: 'by',
  description: 'What to sort by',
  type: 'string',
  choices: ['bytes', 'time'],
  default: 'bytes',
};
const top: ManifestArg = { name: 'top', description: 'How many', type: 'number', default: 10 };
const whole: ManifestArg = { name: 'whole', description: '', type: 'boolean', optional: true };
const file: ManifestArg = { name: 'file', description: 'Which file', type: 'string' };

function values(args: ManifestArg[], word?: string): Record<string, ArgumentValue> {
  return argumentValues({ name: 'sample', args } as Partial<Manifest> as Manifest, word);
}

const cases: [args: ManifestArg[], word: string | undefined, expected: object, why: string][] = [
  [[by, top], undefined, { by: 'bytes', top: 10 }, 'defaults'],
  [[by, top], 'time', { by: 'time', top: 10 }, 'one given'],
  [[by, top], ' time  3 ', { by: 'time', top: 3 }, 'split at blanks'],
  [[file], "'a b'", { file: 'a b' }, 'quotes hold blanks'],
  [[file], '`a b`', { file: 'a b' }, 'backticks too'],
  [[file, whole], "'' true", { file: '', whole: true }, 'an empty one is one'],
  [[file, whole], 'a', { file: 'a' }, 'an optional one without a default is absent'],
  [[top], '-1.5e3', { top: -1500 }, 'numbers of any form'],
  [[], undefined, {}, 'none declared'],
];

for (const [args, word, expected, why] of cases) {
  test(`${JSON.stringify(word) ?? 'no word'}: ${why}`, () => {
    assert.deepEqual(values(args, word), expected);
  });
}

const wrong: [args: ManifestArg[], word: string | undefined, code: string, says: RegExp][] = [
  [[file], undefined, 'CHISEL_MISSING_ARGUMENTS', /file/],
  [[by, file], 'time', 'CHISEL_MISSING_ARGUMENTS', /file/],
  [[by], 'time 3', 'CHISEL_TOO_MANY_ARGUMENTS', /1 .*2/],
  [[by], 'size', 'CHISEL_BAD_ARGUMENT', /"size".* bytes, time/],
  [[top], 'ten', 'CHISEL_BAD_ARGUMENT', /"ten".*a number/],
  [[top], "''", 'CHISEL_BAD_ARGUMENT', /a number/],
  [[top], 'Infinity', 'CHISEL_BAD_ARGUMENT', /a number/],
  [[whole], 'yes', 'CHISEL_BAD_ARGUMENT', /true or false/],
];

for (const [args, word, code, says] of wrong) {
  test(`${JSON.stringify(word) ?? 'no word'} for ${args.map(({ name }) => name)}: ${code}`, () => {
    assert.throws(
      () => values(args, word),
      (error) => {
        assert.ok(error instanceof ChiselError);
        assert.equal(error.code, code);
        assert.match(`${error.message} ${error.remedy}`, says);
        return true;
      },
    );
  });
}
