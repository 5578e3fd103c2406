import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FdTableEntry, StartTables, ThreadEntry } from '@chisel/core/event/source.ts';
import { bytes, type ByteBuilder } from '../testing/byte-builder.ts';
import { CaptureBuilder } from '../testing/capture-builder.ts';
import { readCaptures } from '../testing/read-capture.ts';

interface Block {
  type: number;
  body: ByteBuilder;
  total?: number;
  trailer?: number;
}

function build(blocks: Block[]): Buffer {
  const builder = new CaptureBuilder().section();
  for (const { type, body, ...wrong } of blocks) builder.block(type, body, wrong);
  return builder.event({ type: 4, params: [bytes().i64(3).build()] }).build();
}

async function tablesOf(...blocks: Block[]): Promise<StartTables> {
  const { sections, events, code, message } = await readCaptures([build(blocks)]);
  assert.equal(code, undefined, message);
  assert.equal(events.length, 1);
  return sections[0] as StartTables;
}

/** `parts` behind a u32 length that counts `counted` bytes more than they have. */
function entry(counted: number, parts: ByteBuilder): Buffer {
  const content = parts.build();
  return bytes()
    .u32(content.length + counted)
    .bytes(content)
    .build();
}

test('machine', async () => {
  const body = (): ByteBuilder =>
    bytes()
      .u32(8)
      .u64(2 ** 34, 32768)
      .raw('host')
      .zeros(124)
      .u64(1_600_000_000_000_000_001n, 0, 0, 0);
  for (const type of [0x201, 0x8002abcd]) {
    const { machine } = await tablesOf({ type, body: body() });
    assert.deepEqual(machine, {
      cpuCount: 8,
      memorySizeBytes: 2 ** 34,
      maxPid: 32768,
      hostname: 'host',
      bootTimeNs: 1_600_000_000_000_000_001n,
    });
  }
});

const interfaceKinds = [
  { kind: 1, size: 4, speed: 1000 },
  { kind: 2, size: 16, speed: 1000 },
  { kind: 3, size: 4, speed: 0 },
  { kind: 4, size: 16, speed: 0 },
];

function interfaceFields(kind: number, size: number, name: string): ByteBuilder {
  const fields = bytes().u16(kind, name.length);
  for (const letter of ['a', 'n', 'b']) fields.raw(letter.repeat(size));
  if (kind < 3) fields.u64(1000);
  return fields.raw(name);
}

const expectedInterfaces = interfaceKinds.map(({ size, speed }) => ({
  name: 'eth0x',
  address: 'a'.repeat(size),
  netmask: 'n'.repeat(size),
  broadcast: 'b'.repeat(size),
  linkSpeed: speed,
}));

test('interfaces of every kind and version', async () => {
  const one = bytes();
  const two = bytes();
  for (const { kind, size } of interfaceKinds) {
    const fields = interfaceFields(kind, size, 'eth0x');
    one.bytes(fields.build());
    two.bytes(entry(3, fields.zeros(3)));
    two.zeros(0);
  }
  for (const type of [0x205, 0x8011abcd]) {
    assert.deepEqual((await tablesOf({ type, body: one })).interfaces, expectedInterfaces);
  }
  const padded = bytes();
  for (const { kind, size } of interfaceKinds) {
    padded.bytes(entry(0, interfaceFields(kind, size, 'eth0x').zeros(3)));
  }
  assert.deepEqual((await tablesOf({ type: 0x219, body: padded })).interfaces, expectedInterfaces);
});

test('an interface list that understates its length is read whole', async () => {
  const body = bytes();
  for (const { kind, size } of interfaceKinds)
    body.bytes(entry(0, interfaceFields(kind, size, 'eth0x')));
  const length = body.build().length;
  const total = 12 + length - 24 + (-length & 3);
  const machine = { type: 0x201, body: bytes().u32(8).zeros(176) };
  const { interfaces, machine: after } = await tablesOf({ type: 0x219, body, total }, machine);
  assert.deepEqual(interfaces, expectedInterfaces);
  assert.equal(after?.cpuCount, 8);
});

test('users and groups, the last list counts', async () => {
  const user = (): ByteBuilder => bytes().u8(0).u32(1000, 100).text('ann', '/home/ann', '/bin/sh');
  const group = (): ByteBuilder => bytes().u8(1).u32(100).text('users');
  const one = bytes().bytes(user().build()).bytes(group().build());
  const two = bytes()
    .bytes(entry(4, user()))
    .bytes(entry(4, group().zeros(5)));
  const blocks = [
    { type: 0x206, body: one },
    { type: 0x8012abcd, body: one },
    { type: 0x220, body: two },
  ];
  for (const block of blocks) {
    const { users, groups } = await tablesOf(block, block);
    assert.deepEqual(users, [
      { uid: 1000, gid: 100, name: 'ann', home: '/home/ann', shell: '/bin/sh' },
    ]);
    assert.deepEqual(groups, [{ gid: 100, name: 'users' }]);
  }
});

function processFields(version: number): ByteBuilder {
  const fields = bytes().i64(12, 11, 1);
  if (version >= 6) fields.i64(10);
  if (version >= 8) fields.i64(9);
  fields.text('comm', 'exe');
  if (version >= 7) fields.text('/bin/exe');
  fields.text('a\0b\0', '/root').i64(1024).u32(6, 1000, 100);
  if (version >= 2) fields.u32(1, 2, 3).u64(4, 5);
  if (version >= 3) fields.text('A=1\0');
  if (version >= 4) fields.i64(2, 3).text('cpu=/x\0');
  if (version >= 5) fields.text('/jail');
  return fields;
}

/** What a thread of this version must have, field by field. */
function expectedThread(version: number): Partial<ThreadEntry> {
  const from = <Value>(first: number, value: Value, absent: Value): Value =>
    version >= first ? value : absent;
  return {
    tid: 12,
    pid: 11,
    ptid: 1,
    sid: from(6, 10, -1),
    vpgid: from(8, 9, -1),
    comm: 'comm',
    exe: 'exe',
    exepath: from(7, '/bin/exe', ''),
    args: 'a\0b\0',
    cwd: '/root',
    fdLimit: 1024,
    flags: 6,
    uid: 1000,
    gid: 100,
    vmSizeKb: from(2, 1, 0),
    vmRssKb: from(2, 2, 0),
    vmSwapKb: from(2, 3, 0),
    majorFaults: from(2, 4, 0),
    minorFaults: from(2, 5, 0),
    env: from(3, 'A=1\0', ''),
    vtid: from(4, 2, -1),
    vpid: from(4, 3, -1),
    cgroups: from(4, 'cpu=/x\0', ''),
    root: from(5, '/jail', ''),
    loginuid: 0xffffffff,
    tty: 0,
    pgid: 0,
  };
}

test('process lists of every version', async (t) => {
  const blocks = [
    [0x202, 1],
    [0x8000abcd, 1],
    [0x207, 2],
    [0x8013abcd, 2],
    [0x209, 3],
    [0x8014abcd, 3],
    [0x210, 4],
    [0x211, 5],
    [0x212, 6],
    [0x213, 7],
    [0x214, 8],
    [0x215, 9],
  ] as const;
  for (const [type, version] of blocks) {
    await t.test(`block ${type.toString(16)}`, async () => {
      const fields = processFields(version);
      const body = version === 9 ? bytes().bytes(entry(4, fields)) : fields;
      const { threads } = await tablesOf({ type, body }, { type, body });
      assert.equal(threads.length, 2);
      assert.partialDeepStrictEqual(threads[1], expectedThread(version));
    });
  }
});

test('the tails of process entries', async (t) => {
  const short = (): ByteBuilder => bytes().u32(501).u8(1).u64(21, 22, 23);
  const long = (): ByteBuilder =>
    bytes().u64(77).u32(5).bytes(short().build()).u8(1).u64(31, 32, 33);
  const shortFields = { loginuid: 501, exeWritable: true, capEffective: 23n, capPermitted: 22n };
  const longFields = {
    ...shortFields,
    pidnsInitStartNs: 77n,
    tty: 5,
    exeIno: 31n,
    exeMtimeNs: 33n,
  };
  const cases: { tail: ByteBuilder; bytes: number; fields: Partial<ThreadEntry> }[] = [
    { tail: bytes(), bytes: 0, fields: { loginuid: 0xffffffff, tty: 0 } },
    { tail: bytes().u32(501), bytes: 4, fields: { loginuid: 501, exeWritable: false } },
    { tail: short(), bytes: 29, fields: shortFields },
    { tail: long(), bytes: 66, fields: { ...longFields, exeUpperLayer: true, pgid: 0 } },
    { tail: long().u8(1), bytes: 67, fields: { ...longFields, exeFromMemfd: true } },
    { tail: long().u8(0, 1), bytes: 68, fields: { ...longFields, exeLowerLayer: true } },
    { tail: long().u8(0, 0).i64(99), bytes: 76, fields: { ...longFields, pgid: 99 } },
    { tail: long().u8(0, 0).i64(99).zeros(40), bytes: 116, fields: { ...longFields, pgid: 99 } },
  ];
  for (const { tail, bytes: count, fields } of cases) {
    await t.test(`${count} bytes`, async () => {
      const content = tail.build();
      assert.equal(content.length, count);
      const one = entry(4, processFields(9).bytes(content));
      const { threads } = await tablesOf({ type: 0x215, body: bytes().bytes(one).bytes(one) });
      assert.equal(threads.length, 2);
      assert.partialDeepStrictEqual(threads[1], { ...expectedThread(9), ...fields });
    });
  }
});

const v4 = (letter: string): string => letter.repeat(4);
const v6 = (letter: string): string => letter.repeat(16);

interface FdCase {
  type: number;
  part: ByteBuilder;
  fields: Partial<FdTableEntry>;
}

const fdCases: FdCase[] = [
  { type: 0, part: bytes(), fields: { name: '' } },
  { type: 1, part: bytes().text('/etc'), fields: { name: '/etc' } },
  {
    type: 3,
    part: bytes().raw(v4('s'), v4('d')).u16(80, 90).u8(2),
    fields: { sip: v4('s'), dip: v4('d'), sport: 80, dport: 90, l4: 2 },
  },
  {
    type: 4,
    part: bytes().raw(v6('s'), v6('d')).u16(80, 90).u8(3),
    fields: { sip: v6('s'), dip: v6('d'), sport: 80, dport: 90, l4: 3 },
  },
  {
    type: 5,
    part: bytes().raw(v4('s')).u16(80).u8(2),
    fields: { sip: v4('s'), dip: '', sport: 80 },
  },
  {
    type: 6,
    part: bytes().raw(v6('s')).u16(80).u8(2),
    fields: { sip: v6('s'), dip: '', sport: 80 },
  },
  {
    type: 8,
    part: bytes()
      .u64(2n ** 64n - 1n, 5)
      .text('/run/x'),
    fields: { unixSource: 2n ** 64n - 1n, unixDestination: 5n, name: '/run/x' },
  },
  { type: 16, part: bytes().u32(7).text('/f'), fields: { openFlags: 7, name: '/f', dev: 0 } },
  { type: 21, part: bytes().text('x'.repeat(3000)), fields: { name: 'x'.repeat(3000) } },
];

function fdHead(type: number): ByteBuilder {
  return bytes().i64(-100).u64(12345).u8(type);
}

test('fd lists of every type and version', async (t) => {
  for (const { type, part, fields } of fdCases) {
    await t.test(`fd type ${type}`, async () => {
      const parts = fdHead(type).bytes(part.build());
      const expected = { fd: -100, ino: 12345n, type, ...fields };
      const one = bytes().i64(42).bytes(parts.build()).bytes(parts.build());
      const two = bytes().i64(42).bytes(entry(4, parts)).bytes(entry(4, parts));
      for (const [block, body] of [
        [0x203, one],
        [0x8001abcd, one],
        [0x218, two],
      ] as const) {
        const { fds } = await tablesOf({ type: block, body });
        assert.equal(fds[0]?.tid, 42);
        assert.equal(fds[0].entries.length, 2);
        assert.partialDeepStrictEqual(fds[0].entries[1], expected);
      }
    });
  }
});

test('fd entries that newer writers extend or add', async () => {
  const withDevice = fdHead(16).u32(7).text('/f').u32(2049);
  const unknown = fdHead(99).zeros(7);
  const body = bytes().i64(42).bytes(entry(4, withDevice)).bytes(entry(4, unknown));
  const { fds } = await tablesOf({ type: 0x218, body });
  assert.partialDeepStrictEqual(fds[0]?.entries, [
    { name: '/f', dev: 2049 },
    { type: 99, name: 'unknown-type:[99]' },
  ]);
});

test('wrong tables are refused', async (t) => {
  const cases: (Block & { name: string; code?: string })[] = [
    { name: 'trailer', type: 0x206, body: bytes(), trailer: 16 },
    { name: 'trailer of an unknown block', type: 0x999, body: bytes(), trailer: 16 },
    { name: 'length below its frame', type: 0x206, body: bytes(), total: 8 },
    { name: 'user longer than its block', type: 0x220, body: bytes().u32(100).zeros(20) },
    { name: 'user without a length', type: 0x220, body: bytes().u32(0).zeros(20) },
    { name: 'name past the block', type: 0x206, body: bytes().u8(1).u32(5).u16(500) },
    { name: 'interface kind', type: 0x205, body: bytes().u16(9, 0).zeros(60) },
    { name: 'interface kind, version 2', type: 0x219, body: bytes().u32(60).u16(9, 0).zeros(56) },
    { name: 'fd type, version 1', type: 0x203, body: bytes().i64(1).bytes(fdHead(99).build()) },
    {
      name: 'fd parts past its entry',
      type: 0x218,
      body: bytes().i64(1).u32(21).bytes(fdHead(1).text('abc').build()),
    },
    { name: 'process cut off', type: 0x202, body: bytes().i64(1, 2) },
    { name: 'machine cut off', type: 0x201, body: bytes().u32(8) },
    {
      name: 'too many processes',
      type: 0x202,
      body: bytes().zeros(60 * (2 ** 17 + 1)),
      code: 'CHISEL_CAPTURE_TABLE_TOO_LARGE',
    },
    {
      name: 'block beyond all bounds',
      type: 0x202,
      body: bytes(),
      total: 0x7ffffffc,
      code: 'CHISEL_CAPTURE_BLOCK_TOO_LARGE',
    },
  ];
  for (const { name, code, ...block } of cases) {
    await t.test(name, async () => {
      const result = await readCaptures([build([block])]);
      assert.equal(result.code, code ?? 'CHISEL_CAPTURE_DAMAGED');
      assert.deepEqual([result.sections.length, result.events.length], [0, 0]);
      assert.match(result.message, /byte \d+/);
    });
  }
});
