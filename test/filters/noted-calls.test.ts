import assert from 'node:assert/strict';
import test from 'node:test';
import type { Consumer } from '@chisel/core/consumer.ts';
import type { EventBlock } from '@chisel/core/event/event-block.ts';
import { EventTable } from '@chisel/core/event/event-table.ts';
import type { SourceItem } from '@chisel/core/event/source.ts';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import { defaultTextOptions } from '@chisel/core/field/text-options.ts';
import { compileFilter, type CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import { createBus } from '@chisel/core/hooks.ts';
import { runPipeline } from '@chisel/core/pipeline.ts';
import { FdType } from '@chisel/core/state/fd-entry.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { buildBlock, type EventText } from '@chisel/core/state/testing/event-bytes.ts';
import { fdEntry, startTables, threadEntry } from '@chisel/core/state/testing/run-events.ts';
import { ThreadFlag } from '@chisel/core/state/thread.ts';
import { Random } from '../support/random.ts';

/**
 * Calls that open, use and close files, by threads that share tables and by others, whose events come in
 * any order: a run that notes what nobody wants sees what one that takes each event sees.
 */

const table = new EventTable('classic');
const fields = new FieldTable(table);
const context = { table, text: defaultTextOptions };
const shown = ['fd.name', 'fd.num', 'fd.type', 'proc.fdopencount', 'evt.args', 'evt.latency'].map(
  (name) => fields.resolve(name, 'display').field.bind(context, undefined),
);

const SHARED = ThreadFlag.CLONE_THREAD | ThreadFlag.CLONE_FILES;
const tids = [100, 101, 200, 300];
const section: SourceItem = {
  kind: 'section',
  startsFile: true,
  tables: startTables({
    threads: [
      threadEntry(100),
      threadEntry(101, { pid: 100, flags: SHARED }),
      threadEntry(200),
      threadEntry(300),
    ],
    fds: [{ tid: 100, entries: [fdEntry(5, FdType.FILE_V2, { name: '/srv/old' })] }],
  }),
};

const ofFd = ['fd.name contains /etc', 'not fd.name contains /etc', 'fd.type=directory'];
const filters = [
  ...ofFd,
  'fd.name exists and evt.dir=<',
  'evt.type=close',
  'evt.type in (read, fstat)',
  'evt.type in (switch, fchdir)',
  'evt.is_io=false',
  'evt.type=openat',
  'evt.type=dup',
  'evt.type=procexit',
  'evt.type in (setsid, rt_sigaction)',
  'evt.failed=true',
  'evt.failed=true and fd.name startswith /',
  'evt.dir=< and (evt.is_io=true or evt.failed=true) and fd.type=file',
  'fd.num=4 and fd.name endswith d',
  'fd.directory=/etc or evt.type=fcntl',
  'proc.fdopencount>2',
  'proc.pid=200',
];

const paths = [
  '/etc/passwd',
  '/etc/./group',
  '/lib/c.so',
  '/tmp/d',
  'relative',
  '/',
  '/etc\0x',
  '',
];

type Call = [enter: EventText, exit: EventText];
type Params = NonNullable<EventText['params']>;

function call(tid: number, name: string, params: Params, exit: Params): Call {
  return [
    { type: `${name}>`, params, tid },
    { type: `${name}<`, params: exit, tid },
  ];
}

function openat(random: Random, tid: number): Call {
  const name = random.pick(paths);
  const flags = random.pick([1, 1, 2, 1 << 10]);
  const told = random.chance(95) ? name : random.pick(paths);
  const dirfd = random.chance(90) ? -100 : 3;
  const exit = [answer(random, fdOf(random)), dirfd, told, flags, 0, random.below(1000)];
  return call(tid, 'openat', [dirfd, name, flags, 0], exit.slice(0, random.chance(97) ? 6 : 1));
}

function procexit(random: Random, tid: number): Call {
  if (tid === 100 || random.chance(70)) return openat(random, tid);
  return [
    { type: 'procexit>', params: [0, 0, 0, 0], tid },
    { type: 'brk>', params: [0], tid },
  ];
}

function fdOf(random: Random): number {
  return random.below(6) + (random.chance(3) ? 300 : 0);
}

function answer(random: Random, result: number): number {
  return random.chance(25) ? -2 : result;
}

const F_DUPFD = 1;
const F_GETFD = 2;

/** Events between calls, which belong to none of them. */
function switches(tid: number): Call {
  const away: EventText = { type: 'switch>', params: [1, 0, 0, 0, 0, 0], tid };
  return [away, away];
}

/** Calls as often as they stand here. */
const calls: readonly ((random: Random, tid: number) => Call)[] = [
  openat,
  openat,
  openat,
  openat,
  (random, tid) => call(tid, 'close', [fdOf(random)], [answer(random, 0)]),
  (random, tid) => call(tid, 'close', [fdOf(random)], [answer(random, 0)]),
  (random, tid) => call(tid, 'close', [fdOf(random)], [answer(random, 0)]),
  (random, tid) => call(tid, 'read', [fdOf(random), 10], [answer(random, 4), 'abcd']),
  (random, tid) => call(tid, 'fstat', [fdOf(random)], [answer(random, 0)]),
  (random, tid) => call(tid, 'dup', [fdOf(random)], [answer(random, fdOf(random))]),
  (random, tid) => call(tid, 'fcntl', [fdOf(random), F_DUPFD], [answer(random, fdOf(random))]),
  (random, tid) => call(tid, 'fcntl', [fdOf(random), F_GETFD], [answer(random, random.below(2))]),
  (_random, tid) => switches(tid),
  (random, tid) => call(tid, 'syscall', [random.pick([112, 13, 500]), 0], [112, 0]),
  (random, tid) => call(tid, 'fchdir', [fdOf(random)], [answer(random, 0)]),
  procexit,
];

/**
 * Calls whose events are interleaved, in blocks of any size; with `races` a number can be given out again
 * before its close has ended.
 */
function randomBlocks(random: Random, races: boolean): EventBlock[] {
  const open = new Map<number, EventText>();
  const events: EventText[] = [];
  const add = (event: EventText): void => {
    events.push({ ...event, tsNs: timeOf(events) });
  };
  while (events.length < 400) {
    const tid = random.pick(tids);
    const [enter, exit] = random.pick(calls)(random, tid);
    const isClose = enter.type === 'close>';
    const before = open.get(tid);
    if (before !== undefined) add(before);
    open.delete(tid);
    if (isClose && !races) {
      events.push({ ...enter, tsNs: timeOf(events) }, { ...exit, tsNs: timeOf(events) + 3 });
      continue;
    }
    add(enter);
    if (random.chance(70)) add(exit);
    else open.set(tid, exit);
  }
  const blocks: EventBlock[] = [];
  for (let at = 0; at < events.length;) {
    const count = 1 + random.below(60);
    blocks.push(buildBlock(table, events.slice(at, at + count)));
    at += count;
  }
  return blocks;
}

function timeOf(events: readonly EventText[]): number {
  return 1_000_000_000 + events.length * 7;
}

async function record(
  blocks: readonly EventBlock[],
  isExact: boolean,
  filters: { command?: CompiledFilter; own?: CompiledFilter },
): Promise<string[]> {
  const seen: string[] = [];
  const { own, command } = filters;
  const consumer: Consumer = {
    name: 'recorder',
    needs: shown.reduce((bits, { needs }) => bits | needs, own?.needs ?? 0),
    types: Uint8Array.from(table.types, ({ id }) => (own?.types[id] === 0 ? 0 : 1)),
    wantsUnknown: true,
    exact: isExact ? 'events' : undefined,
    fdGate: own?.fdGate,
    syscalls: own?.syscalls,
    succeeded: own?.succeeded,
    accept(event: Event) {
      if (own?.test(event) === false) return;
      const values = shown.map((field) => String(field.extract(event)));
      seen.push(`${event.num} ${event.tid} ${event.type.name} ${event.typeId} ${values.join(' ')}`);
    },
    end: () => Promise.resolve(),
  };
  const items: SourceItem[] = [section, ...blocks];
  const source = {
    name: 'list',
    live: false,
    next: () => Promise.resolve(items.shift()),
    progress: () => undefined,
    close: () => Promise.resolve(),
  };
  const { hooks } = createBus();
  await runPipeline({ hooks, source, table, consumers: [consumer], filter: command });
  return seen;
}

/** Says only where they begin to differ. */
function assertAlike(noted: readonly string[], taken: readonly string[], what: string): void {
  const at = taken.findIndex((line, i) => line !== noted[i]);
  assert.equal(noted[at], taken[at], what);
  assert.equal(noted.length, taken.length, what);
}

test('random calls are seen alike whether others are noted or taken', async () => {
  const random = new Random(Number(process.env.CHISEL_TEST_SEED ?? 3));
  for (let i = 0; i < 120; i++) {
    // What is passed over does not settle a close that was canceled.
    const races = random.chance(25);
    const blocks = randomBlocks(random, races);
    const text = races
      ? random.pick(ofFd)
      : random.chance(60)
        ? random.pick(filters)
        : `(${random.pick(filters)}) ${random.pick(['and', 'or'])} (${random.pick(filters)})`;
    const compile = (): CompiledFilter => compileFilter(text, fields, context);
    const [noted, taken] = [
      await record(blocks, false, { command: compile() }),
      await record(blocks, true, { command: compile() }),
    ];
    assertAlike(noted, taken, `filter ${text}, round ${i}`);
    const own = await record(blocks, false, { own: compile() });
    const all = await record(blocks, true, { own: compile() });
    assertAlike(own, all, `chisel ${text}, round ${i}`);
  }
});

/** Changes bytes behind the headers of events: numbers of params, their lengths and values. */
function damage(blocks: readonly EventBlock[], random: Random): void {
  for (const { bytes, offsets, count } of blocks) {
    for (let i = 0; i < count; i++) {
      const start = offsets[i] as number;
      const end = i + 1 < count ? (offsets[i + 1] as number) - 2 : bytes.length;
      if (random.chance(70)) continue;
      bytes[start + 22 + random.below(end - start - 22)] = random.pick([0, 1, 3, 8, 200, 255]);
    }
  }
}

test('the last event of a block may claim params that it does not have', async () => {
  const [enter, exit] = call(200, 'openat', [-100, '/etc/a', 1, 0], [4, -100, '/etc/a', 1, 0, 0]);
  const block = buildBlock(table, [enter, exit, enter, exit, { ...enter, params: [] }]);
  block.bytes[(block.offsets[4] as number) + 22] = 3;
  const filter = compileFilter('fd.name=/etc/b', fields, context);
  assert.deepEqual(await record([block], false, { command: filter }), []);
});

test('damaged calls that are noted end no run', async () => {
  const random = new Random(5);
  for (let i = 0; i < 30; i++) {
    const blocks = randomBlocks(random, true);
    damage(blocks, random);
    const filter = compileFilter(random.pick(filters), fields, context);
    const seen = await record(blocks, false, { command: filter });
    assert.ok(seen.length <= 500);
    await record(blocks, false, { own: filter });
  }
});
