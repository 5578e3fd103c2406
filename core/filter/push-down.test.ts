import assert from 'node:assert/strict';
import test from 'node:test';
import { EventTable } from '../event/event-table.ts';
import { FieldTable } from '../field/field-table.ts';
import { defaultTextOptions } from '../field/text-options.ts';
import { compileFilter } from './compile-filter.ts';
import { pushDownOf } from './push-down.ts';

const table = new EventTable('classic');
const fields = new FieldTable(table);
const context = { table, text: defaultTextOptions };

const cases: [filter: string, pushed: object][] = [
  ['evt.type = read', {}],
  ['proc.pid = 7', { pids: [7] }],
  ['proc.pid in (7, 8) and proc.name = cat', { pids: [7, 8], comms: ['cat'] }],
  ['thread.tid = 9 and (evt.type = read and proc.name in (a, "b c"))', { comms: ['a', 'b c'] }],
  ['proc.pid = 7 or proc.pid = 8', {}],
  ['not proc.pid = 7', {}],
  ['proc.pid != 7', {}],
  ['proc.pid > 7', {}],
  ['proc.name contains cat', {}],
  ['proc.name startswith c and proc.pid = 3', { pids: [3] }],
  ['toupper(proc.name) = CAT', {}],
  ['proc.pid = 7 and evt.deltatime > 3', { pids: [7] }],
  ['evt.deltatime > 3 and proc.pid = 7', {}],
  ['proc.pid = 1 and proc.pid = 2', { pids: [1] }],
];

for (const [text, pushed] of cases) {
  test(`a source may test of ${text}`, () => {
    const filter = compileFilter(text, fields, context);
    const { types, ...rest } = pushDownOf(filter);
    assert.deepEqual(rest, pushed);
    assert.equal(types, filter.types);
  });
}
