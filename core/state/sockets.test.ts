import assert from 'node:assert/strict';
import test from 'node:test';
import { FdFlag, FdType, L4 } from './fd-entry.ts';
import {
  packAddress,
  packIp,
  packTuple,
  packUnixTuple,
  type EventText,
} from './testing/event-bytes.ts';
import { fdEntry, Machine, threadEntry } from './testing/run-events.ts';

const latin1 = (ip: string): string => packIp(ip).toString('latin1');
const start = {
  threads: [threadEntry(100)],
  interfaces: [
    {
      name: 'lo',
      address: latin1('127.0.0.1'),
      netmask: latin1('255.0.0.0'),
      broadcast: '',
      linkSpeed: 0,
    },
    {
      name: 'eth0',
      address: latin1('10.0.0.9'),
      netmask: latin1('255.255.255.0'),
      broadcast: '',
      linkSpeed: 0,
    },
  ],
};

const INET = 2;
const INET6 = 10;
const TCP = 1;
const UDP = 2;

const socket = (family: number, kind: number, protocol = 0, fd = 4): EventText[] => [
  { type: 18, params: [family, kind, protocol] },
  { type: 19, params: [fd] },
];
const tuple = packTuple('10.0.0.9', 5000, '10.0.0.1', 53);
const connect: EventText[] = [
  { type: 22, params: [4, packAddress('10.0.0.1', 53)] },
  { type: 23, params: [0, tuple] },
];

test('a new socket has a type and a protocol, but no name', () => {
  const rows: [family: number, kind: number, protocol: number, type: number, l4: number][] = [
    [INET, TCP, 0, FdType.IPV4_SOCK, L4.TCP],
    [INET, TCP | 0x800, 0, FdType.IPV4_SOCK, L4.TCP],
    [INET, UDP, 17, FdType.IPV4_SOCK, L4.UDP],
    [INET, 3, 1, FdType.IPV4_SOCK, L4.RAW],
    [INET, UDP, 1, FdType.IPV4_SOCK, L4.ICMP],
    [INET6, UDP, 0, FdType.IPV6_SOCK, L4.UDP],
    [1, TCP, 0, FdType.UNIX_SOCK, L4.UNKNOWN],
    [16, 3, 0, FdType.NETLINK, L4.UNKNOWN],
    [17, 3, 0, FdType.UNKNOWN, L4.UNKNOWN],
  ];
  for (const [family, kind, protocol, type, l4] of rows) {
    const { fd } = new Machine(start).feed(...socket(family, kind, protocol)).event;
    assert.deepEqual([fd?.type, fd?.l4, fd?.name], [type, l4, ''], `${family} ${kind} ${protocol}`);
  }
});

test('socket without its enter event makes nothing', () => {
  assert.equal(new Machine(start).feed({ type: 19, params: [4] }).event.fd, undefined);
});

const clientName = '10.0.0.9:5000->10.0.0.1:53';

test('names and roles of connections', () => {
  const v6 = packTuple('2001:db8:0:0:0:0:0:1', 1, '2001:db8:0:0:0:0:0:2', 2);
  const mapped = packTuple('0:0:0:0:0:ffff:0a00:0009', 1, '0:0:0:0:0:ffff:0a00:0001', 2);
  const unix = packUnixTuple(0xffff0001n, 0xffff0002n, '/run/s');
  const rows: [what: string, events: EventText[], name: string, flags: number][] = [
    [
      'client',
      [...socket(INET, TCP), ...connect],
      clientName,
      FdFlag.ROLE_CLIENT | FdFlag.SOCKET_CONNECTED,
    ],
    [
      'in progress',
      [...socket(INET, TCP), connect[0]!, { type: 23, params: [-115, tuple] }],
      clientName,
      FdFlag.ROLE_CLIENT | FdFlag.SOCKET_CONNECTED,
    ],
    ['refused', [...socket(INET, TCP), connect[0]!, { type: 23, params: [-111, tuple] }], '', 0],
    [
      'v6',
      [...socket(INET6, TCP), { type: 22, params: [4] }, { type: 23, params: [0, v6] }],
      '2001:db8::1:1->2001:db8::2:2',
      FdFlag.ROLE_CLIENT | FdFlag.SOCKET_CONNECTED,
    ],
    [
      'unix',
      [...socket(1, TCP), { type: 22, params: [4] }, { type: 23, params: [0, unix] }],
      'ffff0001->ffff0002 /run/s',
      FdFlag.ROLE_CLIENT | FdFlag.SOCKET_CONNECTED,
    ],
    [
      'accepted',
      [{ type: 247, params: [4, tuple, 0] }],
      clientName,
      FdFlag.ROLE_SERVER | FdFlag.SOCKET_CONNECTED,
    ],
    [
      'accepted, mapped',
      [{ type: 247, params: [4, mapped, 0] }],
      '10.0.0.9:1->10.0.0.1:2',
      FdFlag.ROLE_SERVER | FdFlag.SOCKET_CONNECTED,
    ],
    [
      'bound',
      [
        ...socket(INET, TCP),
        { type: 20, params: [4] },
        { type: 21, params: [0, packAddress('0.0.0.0', 80)] },
      ],
      '0.0.0.0:80',
      FdFlag.ROLE_SERVER,
    ],
    [
      'bound to port 0',
      [
        ...socket(INET, TCP),
        { type: 20, params: [4] },
        { type: 21, params: [0, packAddress('0.0.0.0', 0)] },
      ],
      '0.0.0.0:0',
      0,
    ],
  ];
  for (const [what, events, name, flags] of rows) {
    const { fd } = new Machine(start).feed(...events).event;
    assert.deepEqual([fd?.name, fd?.flags], [name, flags], what);
  }
});

test('a listening socket has its address as source', () => {
  const { fd } = new Machine(start).feed(
    ...socket(INET6, TCP),
    { type: 20, params: [4] },
    { type: 21, params: [0, packAddress('0:0:0:0:0:0:0:1', 443)] },
  ).event;
  assert.deepEqual(
    [fd?.type, fd?.sip, fd?.sport, fd?.l4, fd?.dip],
    [FdType.IPV6_SERVSOCK, latin1('0:0:0:0:0:0:0:1'), 443, L4.TCP, ''],
  );
});

const query = packTuple('0.0.0.0', 0, '10.0.0.1', 53);

test('datagrams tell whom a socket talks to', () => {
  const send: EventText[] = [
    { type: 30, params: [4, 9, query] },
    { type: 31, params: [9, new Uint8Array(9)] },
  ];
  const receive: EventText[] = [
    { type: 34, params: [4, 100] },
    { type: 35, params: [9, new Uint8Array(9), packTuple('10.0.0.7', 9999, '10.0.0.9', 5353)] },
  ];
  const rows: [what: string, events: EventText[], name: string, role: number][] = [
    ['fresh', [...socket(INET, UDP), ...send], '10.0.0.9:0->10.0.0.1:53', FdFlag.ROLE_CLIENT],
    ['never seen before', send, '10.0.0.9:0->10.0.0.1:53', FdFlag.ROLE_CLIENT],
    [
      'received',
      [...socket(INET, UDP), ...receive],
      '10.0.0.7:9999->10.0.0.9:5353',
      FdFlag.ROLE_SERVER,
    ],
  ];
  for (const [what, events, name, role] of rows) {
    const { event } = new Machine(start).feed(...events);
    assert.deepEqual([event.fd?.name, (event.fd?.flags ?? 0) & role], [name, role], what);
    assert.equal(event.fdNameChanged, true, what);
  }
});

test('a connected TCP socket keeps its name whatever its tuples say', () => {
  const { fd } = new Machine(start).feed(
    ...socket(INET, TCP),
    ...connect,
    { type: 34, params: [4, 100] },
    { type: 35, params: [9, new Uint8Array(9), packTuple('1.1.1.1', 1, '2.2.2.2', 2)] },
  ).event;
  assert.equal(fd?.name, clientName);
});

test('a socket that was bound keeps what stood where addresses of connections stand', () => {
  const { fd } = new Machine(start).feed(
    ...socket(INET, UDP),
    { type: 20, params: [4] },
    { type: 21, params: [0, packAddress('0.0.0.0', 53)] },
    { type: 34, params: [4, 100] },
    { type: 35, params: [9, new Uint8Array(9), packTuple('10.0.0.7', 9999, '10.0.0.9', 53)] },
  ).event;
  assert.equal(fd?.name, '10.0.0.7:9999->53.0.3.0:53');
});

test('pairs of sockets know each other', () => {
  const machine = new Machine(start).feed({ type: 43, params: [0, 4, 5, 0xaan, 0xbbn] });
  const fds = [4, 5].map((fd) => machine.state.fdOf(machine.event.thread!, fd));
  assert.deepEqual(
    fds.map((fd) => [fd?.unixSource, fd?.unixDestination]),
    [
      [0xaa, 0xbb],
      [0xaa, 0xbb],
    ],
  );
});

test('sockets of the start tables', () => {
  const sides = {
    sip: latin1('10.0.0.9'),
    dip: latin1('10.0.0.1'),
    sport: 80,
    dport: 4000,
    l4: L4.TCP,
  };
  const entries = [
    fdEntry(3, FdType.IPV4_SERVSOCK, { sip: latin1('0.0.0.0'), sport: 80, l4: L4.TCP }),
    fdEntry(4, FdType.IPV4_SOCK, sides),
    fdEntry(5, FdType.IPV4_SOCK, { ...sides, sport: 81 }),
    fdEntry(6, FdType.UNIX_SOCK, { name: '/run/s', unixSource: 1n }),
    fdEntry(7, FdType.UNIX_SOCK),
    fdEntry(8, FdType.BPF, { name: 'bpf-map' }),
  ];
  const { state } = new Machine({ ...start, fds: [{ tid: 100, entries }] });
  const flags = FdFlag.FROM_TABLES;
  const rows: [fd: number, name: string | undefined, flags: number | undefined][] = [
    [3, '0.0.0.0:80', flags],
    [4, '10.0.0.1:4000->10.0.0.9:80', flags | FdFlag.ROLE_SERVER | FdFlag.SOCKET_CONNECTED],
    [5, '10.0.0.9:81->10.0.0.1:4000', flags | FdFlag.ROLE_CLIENT | FdFlag.SOCKET_CONNECTED],
    [6, '/run/s', flags | FdFlag.ROLE_SERVER],
    [7, '', flags | FdFlag.ROLE_CLIENT],
    [8, undefined, undefined],
  ];
  const table = state.fdTableOf(state.threadOf(100)!);
  for (const [fd, name, expected] of rows) {
    assert.deepEqual([table?.get(fd)?.name, table?.get(fd)?.flags], [name, expected], String(fd));
  }
});
