import assert from 'node:assert/strict';
import test from 'node:test';
import { goodManifest } from '../testing/samples.ts';
import type { Manifest } from './manifest.ts';
import { newPermissions, permissionsOf } from './permissions.ts';

const manifest = (change: object): Manifest => ({ ...goodManifest, ...change }) as Manifest;

const wide = manifest({
  filter: 'evt.type=read',
  fields: ['fd.name', 'evt.buffer'],
  permissions: { tables: ['threads'], write: ['reports'], net: ['10.0.0.1:8125'] },
});

test('all that a chisel may do has a name and words', () => {
  assert.deepEqual(
    permissionsOf(wide).map(({ id, words }) => `${id} | ${words}`),
    [
      'events:evt.type=read | sees events with evt.type=read',
      'field:fd.name | sees fd.name',
      'field:evt.buffer | sees evt.buffer, which shows contents and may hold secrets',
      'table:threads | reads the table of threads: names, arguments, environments and users of all processes',
      'stdout | prints to standard output',
      'write:reports | writes files below the folder reports',
      'net:10.0.0.1:8125 | sends UDP datagrams to 10.0.0.1:8125',
      'memory:64 | uses at most 64 MB of memory',
      'time:1000 | takes at most 1000 ms for a batch of events',
    ],
  );
});

test('a chisel without permissions prints, and one may give that up', () => {
  const ids = (change: object) => permissionsOf(manifest(change)).map(({ id }) => id);
  assert.deepEqual(ids({}), ['events', 'field:evt.num', 'stdout', 'memory:64', 'time:1000']);
  assert.ok(!ids({ permissions: { stdout: false } }).includes('stdout'));
});

const cases: [what: string, before: object, after: object, more: string[]][] = [
  ['nothing', { fields: ['fd.name'] }, { fields: ['fd.name'] }, []],
  ['less', wide, {}, ['events', 'field:evt.num']],
  ['a field', {}, { fields: ['evt.num', 'evt.buffer'] }, ['field:evt.buffer']],
  ['a table', {}, { permissions: { tables: ['fds'] } }, ['table:fds']],
  ['output again', { permissions: { stdout: false } }, {}, ['stdout']],
  ['a folder', {}, { permissions: { write: ['a'] } }, ['write:a']],
  ['a folder inside', { permissions: { write: ['a'] } }, { permissions: { write: ['a/b'] } }, []],
  [
    'one beside',
    { permissions: { write: ['a'] } },
    { permissions: { write: ['ab'] } },
    ['write:ab'],
  ],
  ['a port', { permissions: { net: ['h:1'] } }, { permissions: { net: ['h:2'] } }, ['net:h:2']],
  ['memory', {}, { limits: { memoryMb: 128 } }, ['memory:128']],
  ['less memory', { limits: { memoryMb: 128 } }, {}, []],
  ['time', { limits: { timeMs: 10 } }, {}, ['time:1000']],
  ['another filter', { filter: 'a=1' }, { filter: 'a=2' }, ['events:a=2']],
  ['no filter', { filter: 'a=1' }, {}, ['events']],
  ['a filter where all was seen', {}, { filter: 'a=1' }, []],
];

for (const [what, before, after, more] of cases) {
  test(`what an update adds: ${what}`, () => {
    const added = newPermissions(manifest(before), manifest(after));
    assert.deepEqual(
      added.map(({ id }) => id),
      more,
    );
  });
}
