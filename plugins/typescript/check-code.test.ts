import assert from 'node:assert/strict';
import test from 'node:test';
import { checkCode } from './check-code.ts';

const manifest = {
  name: 'sample',
  filter: 'evt.dir=<',
  fields: ['fd.name', 'evt.num'],
  args: [{ name: 'by' }, { name: 'top' }],
  limits: { timeMs: 300 },
};

function check(source: string): Promise<void> {
  return checkCode({ entry: 'main.js', files: new Map([['main.js', source]]) }, manifest);
}

const sound: readonly [what: string, source: string][] = [
  ['all that the manifest declares', "{ filter: 'evt.dir=<', fields: ['fd.name', 'evt.num'] }"],
  ['less than the manifest declares', "{ fields: ['evt.num'], args: { top: { type: 'number' } } }"],
  ['a start that needs arguments', "{ fields: [], onStart() { throw new Error('no'); } }"],
];
for (const [what, definition] of sound) {
  test(`a chisel with ${what} is fine`, () => check(`export default ${definition};`));
}

const refused: readonly [what: string, source: string, words: RegExp][] = [
  [
    'another field',
    "export default { fields: ['proc.name'] };",
    /sample could not be loaded: it wants proc\.name, which its chisel\.json does not declare/,
  ],
  [
    'another filter',
    "export default { fields: [], filter: 'evt.dir=>' };",
    /its filter is not the one that its chisel\.json declares/,
  ],
  [
    'another argument',
    'export default { fields: [], args: { size: {} } };',
    /it takes the argument size, which its chisel\.json does not declare/,
  ],
  [
    'an error at its top',
    "throw new Error('broken');\nexport default {};",
    /could not be loaded: broken/,
  ],
  ['no end', 'for (;;);\nexport default {};', /took more than 300 ms/],
];
for (const [what, source, words] of refused) {
  test(`a chisel with ${what} is refused`, () => assert.rejects(check(source), words));
}
