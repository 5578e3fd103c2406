import assert from 'node:assert/strict';
import test from 'node:test';
import { EventTable } from '@chisel/core/event/event-table.ts';
import { Machine } from '@chisel/core/state/testing/run-events.ts';
import { ChiselHost } from './chisel-host.ts';
import type { Reach } from './reach.ts';

const table = new EventTable('classic');
const json = { container: { id: 'a1', type: 0, name: 'café', image: 'web', lookup_state: 1 } };
const params = [Buffer.from(JSON.stringify(json)).toString('latin1')];
const { event } = new Machine().feed({ type: 324, tid: -1, params });
const nothing: Reach = { tables: new Set(), grants: [] };

function hostWith(reach: Partial<Reach>): ChiselHost {
  return new ChiselHost({ ...nothing, ...reach }, { table, position: { event } });
}

const cases: [what: string, reach: Partial<Reach>, questions: string[]][] = [
  ['nothing', {}, []],
  ['threads', { tables: new Set(['threads']) }, ['threads']],
  ['fds alone', { tables: new Set(['fds']) }, []],
  ['containers', { tables: new Set(['containers']) }, ['containers']],
  ['a folder', { grants: [{ kind: 'write', folder: '.' }] }, ['writeFile', 'appendFile']],
  ['a place', { grants: [{ kind: 'net', host: '127.0.0.1', port: 1 }] }, ['send']],
];

for (const [what, reach, questions] of cases) {
  test(`with ${what} the host answers ${questions.join(' and ') || 'nothing'}`, () => {
    const host = hostWith(reach);
    assert.deepEqual(host.questions, questions);
    const all = ['threads', 'containers', 'writeFile', 'appendFile', 'send', 'constructor'];
    for (const question of all.filter((name) => !questions.includes(name))) {
      assert.throws(() => host.answer(question, {}), /was not granted/);
    }
  });
}

test('containers are those of the event at hand, in Unicode', () => {
  assert.deepEqual(hostWith({ tables: new Set(['containers']) }).answer('containers', ''), [
    { id: 'a1', name: 'café', image: 'web', type: 'docker' },
  ]);
});
