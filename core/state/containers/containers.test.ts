import assert from 'node:assert/strict';
import test from 'node:test';
import { ContainerType, Lookup } from './container.ts';
import type { EventText } from '../testing/event-bytes.ts';
import { Machine, threadEntry } from '../testing/run-events.ts';
import { Category } from '../thread.ts';

const ID = '0123456789ab'.padEnd(64, 'c');
const SHORT = '0123456789ab';

const json = (container: object): EventText => ({
  type: 324,
  tid: -1,
  params: [Buffer.from(JSON.stringify({ container })).toString('latin1')],
});

test('a container event tells what a container is', () => {
  const { state, event, shown } = new Machine().feed(
    json({
      id: SHORT,
      type: 0,
      name: 'wéb',
      image: 'nginx:1',
      ip: '172.17.0.2',
      privileged: true,
      cpu_shares: 512,
      lookup_state: 1,
      labels: { b: '2', a: '1' },
      Mounts: [{ Source: '/s', Destination: '/d', Mode: 'rw', RW: true, Propagation: 'p' }],
      port_mappings: [{ HostIp: 0, HostPort: 80, ContainerPort: 8080 }],
      Healthcheck: { exe: 'curl', args: ['-f'] },
    }),
  );
  const container = state.containers.get(SHORT)!;
  assert.equal(shown, true);
  assert.equal(event.thread?.comm, `container:${SHORT}`);
  assert.deepEqual(
    [container.name, container.image, container.ip, container.privileged, container.cpuShares],
    ['w\xc3\xa9b', 'nginx:1', 0xac110002, true, 512],
  );
  assert.deepEqual(
    [...container.labels],
    [
      ['a', '1'],
      ['b', '2'],
    ],
  );
  assert.deepEqual(container.portMappings, [{ hostIp: 0, hostPort: 80, containerPort: 8080 }]);
  assert.equal(container.mounts[0]?.destination, '/d');
  assert.equal(container.probes[0]?.kind, 'Healthcheck');
});

test('which container events are hidden', () => {
  const rows: [what: string, event: EventText, shown: boolean][] = [
    ['successful', json({ id: 'a', lookup_state: 1 }), true],
    ['no state', json({ id: 'a' }), true],
    ['failed', json({ id: 'a', lookup_state: 2 }), false],
    ['never ended', json({ id: 'a', lookup_state: 0 }), false],
    ['not JSON', { type: 324, params: ['{'] }, false],
    ['the oldest kind', { type: 228, params: ['a', 0, 'n', 'i'] }, true],
  ];
  for (const [what, event, shown] of rows)
    assert.equal(new Machine().feed(event).shown, shown, what);
});

test('a search that never ended counts as failed', () => {
  const { state } = new Machine().feed(json({ id: 'a', lookup_state: 0 }));
  assert.equal(state.containers.get('a')?.lookup, Lookup.FAILED);
});

test('containers at the head of a capture are known before its threads', () => {
  const machine = new Machine({
    threads: [
      threadEntry(100, { cgroups: `cpu=/docker/${ID}\0`, exe: 'curl', args: '-f\0', vpid: 9 }),
      threadEntry(101, { cgroups: `cpu=/docker/${ID}\0`, vpid: 1 }),
    ],
  });
  assert.equal(machine.state.containers.get(SHORT)?.type, ContainerType.DOCKER);
  const probe = { exe: 'curl', args: ['-f'] };
  machine.feed(json({ id: SHORT, type: 0, LivenessProbe: probe }), {
    type: 0,
    tid: 100,
    params: [0],
  });
  const categories = [100, 101].map((tid) => machine.state.threadOf(tid)?.category);
  assert.deepEqual(categories, [Category.LIVENESS_PROBE, Category.CONTAINER]);
});

test('whose address an address is', () => {
  const host = {
    name: 'eth0',
    address: '\x0a\0\0\x09',
    netmask: '\xff\xff\xff\0',
    broadcast: '',
    linkSpeed: 0,
  };
  const { state } = new Machine({
    threads: [threadEntry(100), threadEntry(101, { cgroups: `cpu=/docker/${ID}\0` })],
    interfaces: [host],
  }).feed(json({ id: SHORT, type: 0, ip: '172.17.0.2' }));
  const [outside, inside] = [100, 101].map((tid) => state.threadOf(tid));
  const container = '\xac\x11\0\x02';
  assert.deepEqual(
    [state.isLocalAddress(host.address, outside), state.isLocalAddress(container, outside)],
    [true, false],
  );
  assert.deepEqual(
    [state.isLocalAddress(host.address, inside), state.isLocalAddress(container, inside)],
    [true, true],
  );
});

test('users come and go, on the host and in containers', () => {
  const added = (uid: number, name: string, container: string): EventText => ({
    type: 'useradded>',
    params: [uid, uid, name, '/home', '/bin/sh', container],
  });
  const { state } = new Machine({}, 'newest').feed(
    added(5, 'host', ''),
    added(5, 'inside', 'c1'),
    { type: 'groupadded>', params: [6, 'staff', ''] },
    added(7, 'gone', ''),
    { type: 'userdeleted>', params: [7, 7, 'gone', '', '', ''] },
  );
  assert.deepEqual(
    [state.userOf(5)?.name, state.userOf(5, 'c1')?.name, state.userOf(5, 'c2')?.name],
    ['host', 'inside', 'host'],
  );
  assert.deepEqual(
    [state.groupOf(6)?.name, state.userOf(7), state.userOf(0xffffffff)],
    ['staff', undefined, undefined],
  );
});
