import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  FdTableEntry,
  InterfaceEntry,
  StartTables,
  ThreadEntry,
} from '@chisel/core/event/source.ts';
import { Random } from '../../../test/support/random.ts';
import { bytes } from '../testing/byte-builder.ts';
import { CaptureBuilder } from '../testing/capture-builder.ts';
import { readCaptures } from '../testing/read-capture.ts';
import { BlockWriter } from './block-writer.ts';
import { writeTables } from './write-tables.ts';

/** What writing tables and reading them again gives. */
async function written(tables: StartTables): Promise<StartTables | undefined> {
  const out = new BlockWriter(16);
  writeTables(out, tables);
  const event = new CaptureBuilder().event({ type: 4, params: [bytes().i64(3).build()] }).build();
  const result = await readCaptures([Buffer.concat([out.written(), event])]);
  assert.equal(result.code, undefined, result.message);
  assert.equal(result.events.length, 1);
  return result.sections[0];
}

test('tables that are written and read again are the same', async () => {
  const random = new Random(11);
  for (let turn = 0; turn < 60; turn++) {
    const tables = randomTables(random);
    assert.deepEqual(await written(tables), tables);
  }
});

test('texts longer than readers accept are cut, not refused', async () => {
  const random = new Random(5);
  const thread = { ...randomThread(random), args: 'x'.repeat(70_000), comm: 'y'.repeat(2000) };
  const user = { uid: 1, gid: 2, name: 'n'.repeat(300), home: '', shell: '' };
  const read = await written({ ...noTables, threads: [thread], users: [user] });
  assert.equal(read?.threads[0]?.args.length, 4096);
  assert.equal(read.threads[0].comm.length, 1024);
  assert.equal(read.users[0]?.name.length, 255);
});

test('a process list of more than one block is one list again', async () => {
  const random = new Random(3);
  const env = 'E=1\0'.repeat(1000);
  const threads = Array.from({ length: 5000 }, () => ({ ...randomThread(random), env }));
  const read = await written({ ...noTables, threads });
  assert.deepEqual(read?.threads, threads);
});

const noTables: StartTables = {
  machine: undefined,
  interfaces: [],
  users: [],
  groups: [],
  threads: [],
  fds: [],
};

function randomTables(random: Random): StartTables {
  const some = <T>(create: () => T): T[] => Array.from({ length: random.below(6) }, create);
  return {
    machine: random.chance(20) ? undefined : randomMachine(random),
    interfaces: some(() => randomInterface(random)),
    users: some(() => ({
      uid: random.below(2 ** 32),
      gid: random.below(2 ** 32),
      name: randomText(random),
      home: randomText(random),
      shell: randomText(random),
    })),
    groups: some(() => ({ gid: random.below(2 ** 32), name: randomText(random) })),
    threads: some(() => randomThread(random)),
    fds: some(() => ({ tid: random.below(9999), entries: some(() => randomFd(random)) })),
  };
}

function randomMachine(random: Random): NonNullable<StartTables['machine']> {
  return {
    cpuCount: random.below(512),
    memorySizeBytes: random.below(2 ** 40),
    maxPid: random.below(2 ** 22),
    hostname: 'host',
    bootTimeNs: BigInt(random.below(2 ** 50)),
  };
}

function randomInterface(random: Random): InterfaceEntry {
  const size = random.pick([4, 16]);
  const address = (): string => randomText(random, size);
  return {
    name: randomText(random),
    address: address(),
    netmask: address(),
    broadcast: address(),
    linkSpeed: random.below(2 ** 40),
  };
}

function randomThread(random: Random): ThreadEntry {
  const id = (): number => random.below(2 ** 22) - 1;
  const u32 = (): number => random.below(2 ** 32);
  const u64 = (): bigint => BigInt(u32()) * 4294967296n + BigInt(u32());
  const flag = (): boolean => random.chance(50);
  const text = (): string => randomText(random);
  const hasLongTail = flag();
  const long = <T>(value: T, absent: T): T => (hasLongTail ? value : absent);
  return {
    tid: id(),
    pid: id(),
    ptid: id(),
    sid: id(),
    vpgid: id(),
    vtid: id(),
    vpid: id(),
    comm: text(),
    exe: text(),
    exepath: text(),
    args: text(),
    cwd: text(),
    env: text(),
    cgroups: text(),
    root: text(),
    fdLimit: random.chance(10) ? -1 : random.below(2 ** 40),
    flags: u32(),
    uid: u32(),
    gid: u32(),
    loginuid: u32(),
    vmSizeKb: u32(),
    vmRssKb: u32(),
    vmSwapKb: u32(),
    majorFaults: random.below(2 ** 45),
    minorFaults: random.below(2 ** 45),
    exeWritable: flag(),
    capInheritable: u64(),
    capPermitted: u64(),
    capEffective: u64(),
    pidnsInitStartNs: long<bigint | undefined>(u64(), undefined),
    tty: long(u32(), 0),
    exeUpperLayer: long(flag(), false),
    exeLowerLayer: long(flag(), false),
    exeFromMemfd: long(flag(), false),
    exeIno: long(u64(), 0n),
    exeCtimeNs: long(u64(), 0n),
    exeMtimeNs: long(u64(), 0n),
    pgid: long(id(), 0),
  };
}

const IPV4 = [3, 5];
const IPV6 = [4, 6];
const CONNECTIONS = [3, 4];
const UNIX = 8;
const FILE = 16;

function randomFd(random: Random): FdTableEntry {
  const type = random.below(22);
  const size = IPV4.includes(type) ? 4 : IPV6.includes(type) ? 16 : 0;
  const isFile = type === FILE;
  const isNamed = type !== 0 && size === 0;
  const connects = CONNECTIONS.includes(type);
  const u64 = (): bigint => BigInt(random.below(2 ** 32)) << 20n;
  return {
    fd: random.below(70_000),
    ino: u64(),
    type,
    name: isNamed ? randomText(random) : '',
    openFlags: isFile ? random.below(2 ** 32) : 0,
    dev: isFile ? random.below(2 ** 32) : 0,
    l4: size > 0 ? random.below(6) : 0,
    sip: randomText(random, size),
    dip: randomText(random, connects ? size : 0),
    sport: size > 0 ? random.below(65536) : 0,
    dport: connects ? random.below(65536) : 0,
    unixSource: type === UNIX ? u64() : 0n,
    unixDestination: type === UNIX ? u64() : 0n,
  };
}

/** Any bytes. */
function randomText(random: Random, length: number = random.below(40)): string {
  return Array.from({ length }, () => String.fromCharCode(random.below(256))).join('');
}
