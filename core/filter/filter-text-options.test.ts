import assert from 'node:assert/strict';
import test from 'node:test';
import { EventTable } from '../event/event-table.ts';
import { FieldTable } from '../field/field-table.ts';
import { defaultTextOptions } from '../field/text-options.ts';
import { compileFilter } from './compile-filter.ts';

test('what a filter compares does not depend on whether lines are JSON', () => {
  const table = new EventTable('classic');
  for (const json of [false, true]) {
    const context = { table, text: { ...defaultTextOptions, json } };
    const text = 'evt.time.iso8601 = 2018-08-17T17:35:48.514689590+0000';
    assert.equal(compileFilter(text, new FieldTable(table), context).text, text);
  }
});
