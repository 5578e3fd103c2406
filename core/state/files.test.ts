import assert from 'node:assert/strict';
import test from 'node:test';
import { FdFlag, FdType } from './fd-entry.ts';
import type { EventText } from './testing/event-bytes.ts';
import { fdEntry, Machine, threadEntry } from './testing/run-events.ts';

const AT_FDCWD = -100;
const O_DIRECTORY = 1024;
const start = {
  threads: [threadEntry(100)],
  fds: [{ tid: 100, entries: [fdEntry(5, FdType.DIRECTORY, { name: '/srv' })] }],
};

/** What opening is called with, and the name the new fd has. */
const opened: [what: string, events: EventText[], name: string | undefined][] = [
  [
    'open, relative',
    [
      { type: 2, params: ['a', 1, 0] },
      { type: 3, params: [3, 'a', 1, 0] },
    ],
    '/home/me/a',
  ],
  [
    'open, enter wins',
    [
      { type: 2, params: ['/e', 1, 0] },
      { type: 3, params: [3, '/x', 1, 0] },
    ],
    '/e',
  ],
  [
    'open, enter is NULL',
    [
      { type: 2, params: ['(NULL)', 1, 0] },
      { type: 3, params: [3, '/x', 1, 0] },
    ],
    '/x',
  ],
  ['open, enter missed', [{ type: 3, params: [3, '/x', 1, 0] }], '/x'],
  [
    'open, failed',
    [
      { type: 2, params: ['a', 1, 0] },
      { type: 3, params: [-2, 'a', 1, 0] },
    ],
    undefined,
  ],
  [
    'creat',
    [
      { type: 58, params: ['c', 0] },
      { type: 59, params: [3, 'c', 0] },
    ],
    '/home/me/c',
  ],
  [
    'old openat',
    [
      { type: 102, params: [5, 'o', 1, 0] },
      { type: 103, params: [3] },
    ],
    '/srv/o',
  ],
  ['old openat, enter missed', [{ type: 103, params: [3] }], undefined],
  ['openat, cwd', [{ type: 307, params: [3, AT_FDCWD, '../o', 1, 0, 0] }], '/home/o'],
  ['openat, directory', [{ type: 307, params: [3, 5, 'o', 1, 0, 0] }], '/srv/o'],
  ['openat, unknown directory', [{ type: 307, params: [3, 9, 'o', 1, 0, 0] }], '<UNKNOWN>o'],
  ['openat, absolute', [{ type: 307, params: [3, 9, '/o', 1, 0, 0] }], '/o'],
  ['openat2', [{ type: 327, params: [3, AT_FDCWD, 'o', 1, 0, 0] }], '/home/me/o'],
];

test('opening a file gives its fd the name of the file', () => {
  for (const [what, events, name] of opened) {
    assert.equal(new Machine(start).feed(...events).fdName(3), name, what);
  }
});

test('what is known of an opened file', () => {
  const machine = new Machine(start).feed({
    type: 'openat<',
    params: [3, AT_FDCWD, 'd', O_DIRECTORY | 1, 0, 0x802, 77],
  });
  const { fd } = machine.event;
  assert.equal(fd?.type, FdType.DIRECTORY);
  assert.equal(fd?.openFlags, O_DIRECTORY | 1);
  assert.equal(fd?.dev, 0x802);
  assert.equal(machine.event.fdNameChanged, true);
});

test('a closed fd is there until the next event', () => {
  const machine = new Machine(start);
  machine.feed({ type: 'close>', params: [5] }, { type: 'close<', params: [0] });
  assert.equal(machine.event.fd?.name, '/srv');
  assert.equal(machine.fdName(5), '/srv');
  machine.feed({ type: 0, params: [0] });
  assert.equal(machine.fdName(5), undefined);
});

test('a close that fails keeps the fd', () => {
  const machine = new Machine(start);
  machine.feed(
    { type: 'close>', params: [5] },
    { type: 'close<', params: [-4] },
    { type: 0, params: [0] },
  );
  assert.equal(machine.fdName(5), '/srv');
  assert.equal(machine.event.state.fdOf(machine.event.thread!, 5)?.flags, FdFlag.FROM_TABLES);
});

test('a number that is given out during its close is gone after it, as in the reference', () => {
  const threads = [threadEntry(100), threadEntry(101, { pid: 100, flags: 0x2001 })];
  const machine = new Machine({ ...start, threads });
  machine.feed(
    { type: 'close>', params: [5], tid: 100 },
    { type: 3, params: [5, '/new', 1, 0], tid: 101 },
  );
  const table = machine.state.fdTableOf(machine.state.threadOf(100)!);
  assert.deepEqual(
    [...(table?.values() ?? [])].map(({ name }) => name),
    ['/new', '/srv'],
  );
  machine.feed({ type: 'close<', params: [0], tid: 100 }, { type: 0, params: [0], tid: 100 });
  assert.equal(table?.size, 0);
});

test('copies of an fd', () => {
  const rows: [what: string, events: EventText[], fd: number, name: string | undefined][] = [
    [
      'dup',
      [
        { type: 124, params: [5] },
        { type: 125, params: [7] },
      ],
      7,
      '/srv',
    ],
    [
      'dup, failed',
      [
        { type: 124, params: [5] },
        { type: 125, params: [-9] },
      ],
      7,
      undefined,
    ],
    ['dup, enter missed', [{ type: 125, params: [7] }], 7, undefined],
    [
      'fcntl dup',
      [
        { type: 150, params: [5, 1] },
        { type: 151, params: [7] },
      ],
      7,
      '/srv',
    ],
    [
      'fcntl, other',
      [
        { type: 150, params: [5, 2] },
        { type: 151, params: [7] },
      ],
      7,
      undefined,
    ],
  ];
  for (const [what, events, fd, name] of rows) {
    assert.equal(new Machine(start).feed(...events).fdName(fd), name, what);
  }
});

test('calls that make nameless fds, by edition', () => {
  const rows: [type: string | number, edition: 'classic' | 'newest', fdType: number | undefined][] =
    [
      [63, 'classic', FdType.EVENT],
      [127, 'classic', FdType.SIGNALFD],
      [137, 'classic', FdType.TIMERFD],
      [139, 'classic', FdType.INOTIFY],
      [321, 'classic', undefined],
      [321, 'newest', FdType.USERFAULTFD],
      ['eventfd2<', 'newest', FdType.EVENT],
      ['signalfd4<', 'newest', FdType.SIGNALFD],
      ['inotify_init1<', 'newest', FdType.INOTIFY],
      ['epoll_create1<', 'newest', FdType.EVENTPOLL],
      ['io_uring_setup<', 'newest', FdType.IO_URING],
    ];
  for (const [type, edition, fdType] of rows) {
    const { event } = new Machine(start, edition).feed({ type, params: [8] });
    assert.equal(event.fd?.type, fdType, `${type} ${edition}`);
  }
});

test('fds of the newest edition', () => {
  const machine = new Machine(start, 'newest').feed(
    { type: 'memfd_create<', params: [8, 'mine', 0] },
    { type: 'pidfd_open<', params: [9, 100, 0] },
    { type: 'pidfd_getfd<', params: [10, 9, 5, 0] },
    { type: 'dup2>', params: [5] },
    { type: 'dup2<', params: [11, 5, 11] },
    { type: 'pipe2<', params: [0, 12, 13, 4711, 0] },
    { type: 'open_by_handle_at<', params: [14, 5, 1, '/srv/h', 0, 0] },
  );
  const names = [8, 9, 10, 11, 12, 13, 14].map((fd) => machine.fdName(fd));
  assert.deepEqual(names, ['mine', '/proc/100', '/srv', '/srv', '', '', '/srv/h']);
  machine.feed({ type: 'close_range<', params: [0, 9, 13, 0] });
  assert.deepEqual(
    [8, 9, 13, 14].map((fd) => machine.fdName(fd)),
    ['mine', undefined, undefined, '/srv/h'],
  );
});

test('the current directory', () => {
  const rows: [what: string, events: EventText[], cwd: string][] = [
    ['chdir', [{ type: 'chdir<', params: [0, '../you'] }], '/home/you/'],
    ['chdir, failed', [{ type: 'chdir<', params: [-2, '/x'] }], '/home/me/'],
    [
      'fchdir',
      [
        { type: 'fchdir>', params: [5] },
        { type: 'fchdir<', params: [0] },
      ],
      '/srv/',
    ],
    ['fchdir, enter missed', [{ type: 'fchdir<', params: [0] }], '/home/me/'],
    ['getcwd', [{ type: 'getcwd<', params: [5, '/run'] }], '/run/'],
    ['getcwd at the root', [{ type: 'getcwd<', params: [2, '/'] }], '/'],
  ];
  for (const [what, events, cwd] of rows) {
    const { state, event } = new Machine(start).feed(...events);
    assert.equal(state.cwdOf(event.thread!), cwd, what);
  }
});
