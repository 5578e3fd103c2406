import assert from 'node:assert/strict';
import test from 'node:test';
import { FdType } from './fd-entry.ts';
import { Need } from './needs.ts';
import type { EventText, ParamValue } from './testing/event-bytes.ts';
import { fdEntry, Machine, threadEntry } from './testing/run-events.ts';
import { ThreadFlag } from './thread.ts';

const CLONE_20 = 223;
const CLONE_11 = 15;
const PROCEXIT = 186;
const THREAD = ThreadFlag.CLONE_THREAD | ThreadFlag.CLONE_FILES;

const start = {
  threads: [threadEntry(100, { env: 'A=1\0', sid: 7, tty: 34817, pidnsInitStartNs: 1000n })],
  fds: [{ tid: 100, entries: [fdEntry(5, FdType.FILE_V2, { name: '/srv/f' })] }],
};

interface CloneText {
  result: number;
  tid?: number;
  flags?: number;
  pid?: number;
  ptid?: number;
  vtid?: number;
  vpid?: number;
  tsNs?: number;
}

/** The newest clone exit event that the reference knows. */
function clone({
  result,
  tid = 100,
  flags = 0,
  pid = 100,
  ptid = 1,
  vtid = tid,
  vpid = pid,
  tsNs,
}: CloneText): EventText {
  const params: ParamValue[] = [
    result,
    'sh',
    '-c\0date',
    tid,
    pid,
    ptid,
    '',
    1024,
    1,
    2,
    30,
    20,
    10,
    'sh',
    new TextEncoder().encode('cpu=/a\0'),
    flags,
    501,
    502,
    vtid,
    vpid,
  ];
  return { type: CLONE_20, tid, params, ...(tsNs === undefined ? {} : { tsNs }) };
}

test('a new process copies what its parent has', () => {
  const { state } = new Machine(start).feed(clone({ result: 200 }));
  const child = state.threadOf(200)!;
  assert.deepEqual(
    [child.pid, child.ptid, child.comm, child.exe, child.exepath, child.sid, child.uid, child.gid],
    [200, 100, 'sh', 'sh', '/bin/test', 7, 501, 502],
  );
  assert.deepEqual(
    [child.args, child.env, child.cgroups],
    [['-c', 'date'], ['A=1'], [['cpu', '/a']]],
  );
  assert.deepEqual([child.vmSizeKb, child.vmRssKb, child.vmSwapKb, child.vtid], [30, 20, 10, 200]);
  assert.equal(state.cwdOf(child), '/home/me/');
  assert.equal(state.fdOf(child, 5)?.name, '/srv/f');
  assert.notEqual(state.fdOf(child, 5), state.fdOf(state.threadOf(100)!, 5));
});

test('a new thread shares what its process has', () => {
  const { state } = new Machine(start).feed(clone({ result: 101, flags: THREAD }));
  const thread = state.threadOf(101)!;
  assert.deepEqual([thread.pid, thread.isLeader, thread.args], [100, false, ['-c', 'date']]);
  assert.equal(state.leaderOf(thread), state.threadOf(100));
  assert.equal(state.fdOf(thread, 5), state.fdOf(state.threadOf(100)!, 5));
  assert.equal(state.threadOf(100)?.childCount, 1);
});

test('which clone exits make a thread', () => {
  const rows: [what: string, events: EventText[], tid: number, known: boolean][] = [
    ['failed', [clone({ result: -11 })], 200, false],
    ['parent', [clone({ result: 200 })], 200, true],
    ['child first', [clone({ result: 0, tid: 200, pid: 200, ptid: 100 })], 200, true],
    ['parent in a namespace', [clone({ result: 2, vtid: 1 })], 2, false],
    [
      'child in a namespace',
      [clone({ result: 0, tid: 200, pid: 200, ptid: 100, vtid: 2, vpid: 2 })],
      200,
      true,
    ],
  ];
  for (const [what, events, tid, known] of rows) {
    const { state } = new Machine(start).feed(...events);
    assert.equal(state.threadOf(tid) !== undefined, known, what);
  }
});

test('the second of two clone exits of one child changes nothing', () => {
  const childFirst = new Machine(start).feed(
    clone({ result: 0, tid: 200, pid: 200, ptid: 100 }),
    { type: 3, tid: 200, params: [9, '/x', 1, 0] },
    clone({ result: 200 }),
  );
  assert.equal(childFirst.fdName(9, 200), '/x');
  const parentFirst = new Machine(start).feed(
    clone({ result: 200, tsNs: 10_000_000_000 }),
    { type: 3, tid: 200, params: [9, '/x', 1, 0], tsNs: 10_000_000_001 },
    clone({ result: 0, tid: 200, pid: 200, ptid: 100, tsNs: 10_000_000_002 }),
  );
  assert.equal(parentFirst.fdName(9, 200), '/x');
});

test('a thread whose end was missed is replaced', () => {
  const { state, event } = new Machine(start).feed(
    clone({ result: 200, tsNs: 10_000_000_000 }),
    { type: 3, tid: 200, params: [9, '/x', 1, 0], tsNs: 10_000_000_001 },
    clone({ result: 0, tid: 200, pid: 200, ptid: 100, tsNs: 13_000_000_000 }),
  );
  assert.equal(state.fdOf(state.threadOf(200)!, 9), undefined);
  assert.equal(event.thread, state.threadOf(200));
});

test('a parent that is not known takes its name from the event', () => {
  const { state } = new Machine().feed(clone({ result: 200 }));
  assert.deepEqual([state.threadOf(100)?.comm, state.threadOf(200)?.comm], ['sh', 'sh']);
  assert.deepEqual([state.threadOf(100)?.uid, state.threadOf(200)?.uid], [0xffffffff, 501]);
});

test('the oldest clone event has no comm, memory or ids', () => {
  const { state } = new Machine(start).feed({
    type: CLONE_11,
    params: [200, 'old', '', 100, 100, 1, '', 64, 0, 5, 6],
  });
  const child = state.threadOf(200)!;
  assert.deepEqual(
    [child.comm, child.uid, child.gid, child.fdLimit, child.vmRssKb],
    ['old', 5, 6, 64, 0],
  );
});

test('threads go with the event after their exit, leaders stay while others live', () => {
  const machine = new Machine(start).feed(clone({ result: 101, flags: THREAD }));
  machine.feed({ type: PROCEXIT, tid: 100, params: [0] });
  assert.equal((machine.event.thread?.flags ?? 0) & ThreadFlag.CLOSED, ThreadFlag.CLOSED);
  machine.feed({ type: PROCEXIT, tid: 101, params: [0] });
  assert.equal(machine.state.threads.size, 2);
  machine.feed({ type: 0, tid: 300, params: [0] });
  assert.equal(machine.state.threadOf(101), undefined);
  assert.notEqual(machine.state.threadOf(100), undefined);
});

const EXECVE_19 = [292, 293] as const;

function execve(path: string | undefined, result = 0, tid = 100): EventText[] {
  const params: ParamValue[] = [
    result,
    'ls',
    '-l',
    tid,
    tid,
    1,
    '',
    2048,
    1,
    2,
    30,
    20,
    10,
    'ls',
    new TextEncoder().encode('cpu=/b\0'),
    new TextEncoder().encode('B=2\0'),
    34816,
    77,
    1000,
    1,
  ];
  const exit = { type: EXECVE_19[1], tid, params };
  return path === undefined ? [exit] : [{ type: EXECVE_19[0], tid, params: [path] }, exit];
}

test('what execve changes', () => {
  const { state } = new Machine(start).feed(...execve('../bin/ls'));
  const thread = state.threadOf(100)!;
  assert.deepEqual(
    [thread.comm, thread.exe, thread.exepath, thread.args, thread.env, thread.cgroups],
    ['ls', 'ls', '/home/bin/ls', ['-l'], ['B=2'], [['cpu', '/b']]],
  );
  assert.deepEqual(
    [thread.fdLimit, thread.tty, thread.vpgid, thread.loginuid, thread.exeWritable],
    [2048, 34816, 77, 1000, true],
  );
  assert.equal(thread.flags, ThreadFlag.ACTIVE | ThreadFlag.NAME_CHANGED);
  assert.equal(state.fdOf(thread, 5)?.name, '/srv/f');
});

test('the path of the executable', () => {
  const rows: [what: string, events: EventText[], path: string][] = [
    ['absolute', execve('/bin/ls'), '/bin/ls'],
    ['not readable', execve('<NA>'), '<NA>'],
    ['enter missed', execve(undefined), '/bin/test'],
    ['failed', execve('/bin/ls', -2), '/bin/test'],
  ];
  for (const [what, events, path] of rows) {
    assert.equal(new Machine(start).feed(...events).state.threadOf(100)?.exepath, path, what);
  }
});

test('an execve that was called as execveat, in the newest edition', () => {
  const { state } = new Machine(start, 'newest').feed(
    { type: 'execveat>', params: [-100, 'run', 0] },
    ...execve(undefined),
  );
  assert.equal(state.threadOf(100)?.exepath, '/home/me/run');
});

test('a thread that is not known becomes a placeholder', () => {
  const { event, state } = new Machine(start).feed({ type: 0, tid: 300, params: [0] });
  assert.deepEqual(
    [event.thread?.comm, event.thread?.pid, event.thread?.ptid, event.thread?.uid],
    ['<NA>', 300, -1, 0xffffffff],
  );
  state.load({ machine: undefined, interfaces: [], users: [], groups: [], threads: [], fds: [] });
  assert.equal(state.threads.size, 0);
});

test('the thread table does not grow without end', () => {
  const machine = new Machine({}, 'classic', Need.THREADS);
  for (let i = 0; i < 132; i++) {
    machine.feed(
      ...Array.from({ length: 1000 }, (_, j) => ({ type: 0, tid: i * 1000 + j, params: [0] })),
    );
  }
  assert.equal(machine.state.threads.size, 131072);
  assert.equal(machine.event.thread, undefined);
});

test('ids, session and limits', () => {
  const rows: [
    what: string,
    events: EventText[],
    field: 'uid' | 'gid' | 'sid' | 'fdLimit',
    value: number,
  ][] = [
    [
      'setuid',
      [
        { type: 198, params: [5] },
        { type: 199, params: [0] },
      ],
      'uid',
      5,
    ],
    [
      'setuid, failed',
      [
        { type: 198, params: [5] },
        { type: 199, params: [-1] },
      ],
      'uid',
      0,
    ],
    ['setuid, enter missed', [{ type: 199, params: [0] }], 'uid', 0],
    [
      'setgid',
      [
        { type: 200, params: [5] },
        { type: 201, params: [0] },
      ],
      'gid',
      5,
    ],
    [
      'setresuid',
      [
        { type: 192, params: [1, 2, 3] },
        { type: 193, params: [0] },
      ],
      'uid',
      2,
    ],
    [
      'setresuid, unchanged',
      [
        { type: 192, params: [1, -1, 3] },
        { type: 193, params: [0] },
      ],
      'uid',
      0,
    ],
    [
      'setresgid',
      [
        { type: 194, params: [1, 2, 3] },
        { type: 195, params: [0] },
      ],
      'gid',
      2,
    ],
    ['setsid', [{ type: 275, params: [100] }], 'sid', 100],
    [
      'setrlimit',
      [
        { type: 142, params: [7] },
        { type: 143, params: [0, 99, 99] },
      ],
      'fdLimit',
      99,
    ],
    [
      'setrlimit, other',
      [
        { type: 142, params: [3] },
        { type: 143, params: [0, 99, 99] },
      ],
      'fdLimit',
      1024,
    ],
    [
      'setrlimit, endless',
      [
        { type: 142, params: [7] },
        { type: 143, params: [0, -1, -1] },
      ],
      'fdLimit',
      1024,
    ],
    [
      'prlimit',
      [
        { type: 144, params: [0, 7] },
        { type: 145, params: [0, 98, 98, 1, 1] },
      ],
      'fdLimit',
      98,
    ],
  ];
  for (const [what, events, field, value] of rows) {
    assert.equal(new Machine(start).feed(...events).state.threadOf(100)?.[field], value, what);
  }
});

test('memory counters', () => {
  const rows: [what: string, event: EventText, expected: number[]][] = [
    ['mmap', { type: 161, params: [0, 3, 2, 1] }, [3, 2, 1, 0, 0]],
    ['old brk', { type: 11, params: [0] }, [0, 0, 0, 0, 0]],
    ['switch', { type: 152, params: [5, 8, 9, 3, 2, 1] }, [3, 2, 1, 8, 9]],
    ['old switch', { type: 146, params: [5] }, [0, 0, 0, 0, 0]],
  ];
  for (const [what, event, expected] of rows) {
    const thread = new Machine(start).feed(event).state.threadOf(100)!;
    const { vmSizeKb, vmRssKb, vmSwapKb, majorFaults, minorFaults } = thread;
    assert.deepEqual([vmSizeKb, vmRssKb, vmSwapKb, majorFaults, minorFaults], expected, what);
  }
});

test('where newer captures have other fields, the reference reads the login uid', () => {
  const entry = threadEntry(100, { loginuid: 1000, tty: 34817, pidnsInitStartNs: 0x1_0000_0005n });
  const of = (edition: 'classic' | 'newest') => {
    const thread = new Machine({ threads: [entry] }, edition).state.threadOf(100)!;
    return [thread.loginuid, thread.exeWritable, thread.tty];
  };
  assert.deepEqual(of('classic'), [5, true, 0]);
  assert.deepEqual(of('newest'), [1000, false, 34817]);
});
