import assert from 'node:assert/strict';
import test from 'node:test';
import { FdType } from './fd-entry.ts';
import { Need } from './needs.ts';
import type { EventText } from './testing/event-bytes.ts';
import { fdEntry, Machine, threadEntry } from './testing/run-events.ts';

const start = {
  threads: [threadEntry(100)],
  fds: [{ tid: 100, entries: [fdEntry(5, FdType.FILE_V2, { name: '/f' })] }],
};
const read: EventText = { type: 6, params: [5, 10], tsNs: 1_000 };
const readExit = (result: number): EventText => ({
  type: 7,
  params: [result, new Uint8Array(0)],
  tsNs: 1_700,
});

test('an exit has the fd, the error and the latency of its call', () => {
  const rows: [
    what: string,
    events: EventText[],
    fd: string | undefined,
    error: number,
    latency: number,
  ][] = [
    ['paired', [read, readExit(3)], '/f', 0, 700],
    ['failed', [read, readExit(-11)], '/f', 11, 700],
    ['enter missed', [readExit(-11)], undefined, 0, 0],
    ['enter of another call', [{ ...read, type: 8 }, readExit(-11)], undefined, 0, 700],
    ['unknown fd', [{ ...read, params: [6, 10] }, readExit(-9)], undefined, 9, 700],
    [
      'a switch in between',
      [read, { type: 152, params: [0], tsNs: 1_300 }, readExit(3)],
      '/f',
      0,
      700,
    ],
  ];
  for (const [what, events, fd, error, latency] of rows) {
    const { event } = new Machine(start).feed(...events);
    assert.deepEqual(
      [event.fd?.name, event.errorCode, event.thread?.latencyNs],
      [fd, error, latency],
      what,
    );
  }
});

test('the exit of an event that the filter dropped is on its own', () => {
  const machine = new Machine(start).feed(read);
  machine.state.reject(machine.event);
  machine.feed(readExit(-11));
  assert.deepEqual([machine.event.fd, machine.event.errorCode], [undefined, 0]);
});

test('a filter finds the fd of a write whose enter event it dropped', () => {
  for (const [type, isFiltered, name] of [
    [8, true, '/f'],
    [8, false, undefined],
    [6, true, undefined],
  ] as const) {
    const machine = new Machine(start);
    machine.state.isFiltered = isFiltered;
    machine.feed({ ...read, type });
    machine.state.reject(machine.event);
    machine.feed({ ...readExit(-11), type: type + 1 });
    assert.deepEqual([machine.event.fd?.name, machine.event.errorCode], [name, 0]);
  }
});

test('the stored enter event is there for its exit only', () => {
  const machine = new Machine(start);
  machine.feed({ type: 18, params: [2, 1, 0] });
  const { event, state } = machine;
  assert.equal(state.enterRecord(event), undefined);
  machine.feed({ type: 19, params: [9] });
  assert.equal(machine.fdName(9), '');
  machine.feed({ type: 19, params: [10] });
  assert.equal(machine.fdName(10), undefined);
});

test('what nobody needs is not kept', () => {
  const none = new Machine(start, 'classic', Need.NONE).feed(read, readExit(3));
  assert.deepEqual(
    [none.event.thread, none.event.fd, none.state.threads.size],
    [undefined, undefined, 0],
  );
  const threads = new Machine(start, 'classic', Need.THREADS).feed(read, readExit(-3));
  assert.deepEqual([threads.event.thread?.comm, threads.event.fd], ['test', undefined]);
});

test('which events the state must see', () => {
  const none = new Machine({}, 'classic', Need.NONE).state.interest;
  assert.deepEqual([none[6], none[324]], [0, 1]);
  const users = new Machine({}, 'newest', Need.USERS).state.interest;
  assert.deepEqual([users[6], users[354]], [0, 1]);
  const threads = new Machine({}, 'classic', Need.THREADS).state.interest;
  assert.deepEqual([threads[6], threads[234], threads[324]], [2, 0, 1]);
});

test('time stamps of the latest events of a thread', () => {
  const { event } = new Machine(start).feed(read, readExit(3));
  const { thread } = event;
  assert.deepEqual([thread?.lastTsLow, thread?.previousTsLow], [1_700, 1_000]);
});
