import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { EventTable } from '../event/event-table.ts';
import { eventsPage, fieldsPage } from './docs.ts';
import { FieldTable } from './field-table.ts';
import { listEvents } from './list-events.ts';
import { listFields, listFieldsMarkdown } from './list-fields.ts';

const classic = new EventTable('classic');
const fields = new FieldTable(classic);

test('-l lists every class and field in columns', () => {
  const text = listFields(fields, { types: false });
  const lines = text.split('\n');
  assert.equal(lines.filter((line) => line === '-'.repeat(31)).length, 14);
  assert.ok(lines.every((line) => line.length <= 121));
  assert.ok(
    text.includes('\nField Class:                  evt (Syscall events only)\nDescription:  '),
  );
  assert.match(text, /\nfd\.ip {25}\(FILTER ONLY\) Matches/);
  assert.match(text, /\nproc\.is_container_liveness_probe\n {30}Whether the process/);
  assert.ok(!text.includes('evt.outputtime') && !text.includes('util.cnt'));
});

test('-lv adds the types', () => {
  const text = listFields(fields, { types: true });
  assert.match(text, /\nevt\.num {23}\(Type: UINT64\) Number/);
  assert.match(text, /\nevt\.rawarg {20}\(Type: DYNAMIC\) The/);
  assert.match(text, /\nfd\.net {24}\(Type: IPNET\) \(FILTER ONLY\) Matches/);
});

test('--list-markdown makes tables', () => {
  const text = listFieldsMarkdown(fields);
  assert.ok(text.startsWith('\n## Field Class: evt\n\n'));
  assert.match(
    text,
    /\nName \| Type \| Description\n:----\|:-----\|:-----------\n`evt\.num` \| UINT64 \| /,
  );
});

test('-L lists the events', () => {
  const lines = listEvents(classic).split('\n');
  assert.equal(lines.length - 1, 265);
  assert.equal(lines[0], '> syscall(SYSCALLID ID, UINT16 nativeID)');
  assert.equal(lines[2], '> open(FSPATH name, FLAGS32 flags, UINT32 mode)');
  assert.ok(lines.includes('< pipe(ERRNO res, FD fd1, FD fd2, UINT64 ino)'));
});

test('the reference pages are those that the tables give', () => {
  const page = (name: string): string =>
    readFileSync(new URL(`../../docs/reference/${name}`, import.meta.url), 'utf8');
  const how = 'run npm run docs';
  assert.equal(page('fields.md'), fieldsPage(fields), how);
  assert.equal(page('events.md'), eventsPage(classic, new EventTable('newest')), how);
});
