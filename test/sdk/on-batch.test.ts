import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { runShell } from '../support/shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'chisel-batch-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const fields = [
  'evt.num',
  'evt.rawtime',
  'fd.name',
  'evt.buffer',
  'evt.failed',
  'evt.rawres',
  'fd.ino',
  'fd.types',
];

function writeChisel(name: string, handlers: string): string {
  const manifest = {
    name,
    version: '1.0.0',
    description: 'Shows all values.',
    category: 'Misc',
    license: 'Apache-2.0',
    runtime: 'typescript',
    entry: 'main.ts',
    apiVersion: 1,
    fields,
  };
  const source = `import { defineChisel, FIRST_OWN, print, State } from '@chisel/sdk';
const fields = ${JSON.stringify(fields)} as const;
let digest = 0;
let rows = 0;
function show(values: readonly unknown[]) {
  const text = values.map(String).join('|');
  for (let i = 0; i < text.length; i++) digest = (digest * 31 + text.charCodeAt(i)) | 0;
  rows++;
}
export default defineChisel({
  fields,
  intervalSeconds: 0.01,
  ${handlers}
  onInterval: ({ timeNs }) => print(timeNs + ' ' + rows + ' ' + digest),
  onEnd: () => print(rows + ' ' + digest),
});
`;
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, 'chisel.json'), JSON.stringify(manifest));
  writeFileSync(join(place, 'main.ts'), source);
  return place;
}

const byEvent = writeChisel('by-event', 'onEvent: (event) => show(fields.map((f) => event[f])),');
const byRow = writeChisel(
  'by-row',
  `onBatch({ rows, columns }) {
    for (let row = 0; row < rows; row++) show(fields.map((name) => columns[name].at(row)));
  },`,
);
const byArrays = writeChisel(
  'by-arrays',
  `onBatch({ rows, columns, dictionary }) {
    if (!(dictionary >= 0)) throw new Error('no dictionary');
    const [num, res, failed] = [columns['evt.num'], columns['evt.rawres'], columns['evt.failed']];
    const [name, buffer] = [columns['fd.name'], columns['evt.buffer']];
    for (let row = 0; row < rows; row++) {
      const state = failed.states[row];
      const reference = buffer.references[row]!;
      if (reference !== 0 && reference < FIRST_OWN) throw new Error('contents in the dictionary');
      show([
        num.values[row],
        columns['evt.rawtime'].at(row),
        name.text(name.references[row]!),
        buffer.text(reference),
        state === State.NONE ? undefined : state === State.TRUE,
        res.present[row] ? res.values[row] : undefined,
        columns['fd.ino'].at(row),
        columns['fd.types'].at(row),
      ]);
    }
    if (columns['evt.num'].at(rows) !== undefined || columns['fd.name'].at(-1) !== undefined)
      throw new Error('a value beyond the batch');
  },`,
);

test('columns hold what events do, also with intervals between them', async () => {
  const run = (place: string) => runShell(`chisel -r $CAPTURES/demo.scap.gz -c ${place}`);
  const expected = await run(byEvent);
  assert.equal(expected.status, 0, expected.stderr);
  assert.match(expected.stdout.toString(), /^(\d{19} \d+ -?\d+\n){5,}\d{4,} -?\d+\n$/);
  for (const { status, stdout, stderr } of await Promise.all([byRow, byArrays].map(run))) {
    assert.equal(status, 0, stderr);
    assert.equal(stdout.toString(), expected.stdout.toString());
  }
});

test('a chisel with both faces is refused', async () => {
  const place = writeChisel('both', 'onEvent() {}, onBatch() {},');
  const { status, stderr } = await runShell(`chisel -r $CAPTURES/sample.scap -c ${place}`);
  assert.equal(status, 1);
  assert.match(stderr, /both onEvent and onBatch.*CHISEL_GUEST_LOAD/);
});
