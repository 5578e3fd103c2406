import assert from 'node:assert/strict';
import test from 'node:test';
import { EventTable } from '../event/event-table.ts';
import { FieldTable } from '../field/field-table.ts';
import { defaultTextOptions } from '../field/text-options.ts';
import { compileFilter } from './compile-filter.ts';

const table = new EventTable('classic');
const fields = new FieldTable(table);

const cases: [filter: string, hasGate: boolean][] = [
  ['fd.name contains /etc', true],
  ['not fd.type=file', true],
  ['evt.dir=< and (evt.is_io=true or evt.failed=true) and fd.type=file', true],
  ['fd.name=a or fd.directory=/b', true],
  ['not (fd.name=a and fd.type=file)', true],
  ['fd.name=a or proc.name=b', false],
  ['not (fd.name=a and proc.name=b)', false],
  ['fd.name=val(proc.name)', false],
  ['fd.num=3', false],
  ['fd.name_changed=true', false],
  ['evt.type=read', false],
];

for (const [text, hasGate] of cases) {
  test(`${text} ${hasGate ? 'can' : "can't"} reject by the entry of the fd`, () => {
    const { fdGate } = compileFilter(text, fields, { table, text: defaultTextOptions });
    assert.equal(fdGate !== undefined, hasGate);
  });
}
