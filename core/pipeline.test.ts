import assert from 'node:assert/strict';
import test from 'node:test';
import type { Consumer } from './consumer.ts';
import { DumpFlag, Layout, type EventBlock } from './event/event-block.ts';
import { EventTable } from './event/event-table.ts';
import type { SectionStart, Source, SourceItem } from './event/source.ts';
import { FieldTable } from './field/field-table.ts';
import { defaultTextOptions } from './field/text-options.ts';
import { compileFilter } from './filter/compile-filter.ts';
import { createBus } from './hooks.ts';
import { runPipeline, type PipelineOptions } from './pipeline.ts';
import type { Event } from './state/event.ts';
import { Need } from './state/needs.ts';
import { buildBlock, type EventText } from './state/testing/event-bytes.ts';

const table = new EventTable('classic');
const fields = new FieldTable(table);
const context = { table, text: defaultTextOptions };

const compile = (text: string) => compileFilter(text, fields, context);
const block = (...events: EventText[]): EventBlock => buildBlock(table, events);

const section: SectionStart = {
  kind: 'section',
  startsFile: true,
  tables: { machine: undefined, interfaces: [], users: [], groups: [], threads: [], fds: [] },
};

/** A source of what it is given; an error in the list is thrown, a promise waited for. */
class ListSource implements Source {
  readonly name = 'list';
  readonly live = false;
  closed = 0;
  /** What it was told of the block at hand when the run ended. */
  left: number | undefined;
  readonly #items: (SourceItem | Error | Promise<undefined>)[];

  constructor(...items: (SourceItem | Error | Promise<undefined>)[]) {
    this.#items = [section, ...items];
  }

  next(): Promise<SourceItem | undefined> {
    const item = this.#items.shift();
    return item instanceof Error ? Promise.reject(item) : Promise.resolve(item);
  }

  progress(): undefined {}

  leave(count: number): void {
    this.left = count;
  }

  close(): Promise<void> {
    this.closed++;
    return Promise.resolve();
  }
}

/** Notes what it is given. */
class Recorder implements Consumer {
  readonly name = 'recorder';
  readonly needs: number;
  readonly types = new Uint8Array(table.types.length).fill(1);
  readonly wantsUnknown = true;
  readonly seen: unknown[] = [];
  ended = 0;
  readonly #note: (event: Event) => unknown;

  constructor(note: (event: Event) => unknown = ({ num }) => num, needs: number = Need.NONE) {
    this.#note = note;
    this.needs = needs;
  }

  accept(event: Event): void {
    this.seen.push(this.#note(event));
  }

  end(): Promise<void> {
    this.ended++;
    return Promise.resolve();
  }
}

function run(source: Source, recorder: Recorder, options: Partial<PipelineOptions> = {}) {
  const { hooks } = createBus();
  return runPipeline({
    hooks,
    source,
    table,
    filter: undefined,
    consumers: [recorder],
    ...options,
  });
}

const brk: EventText = { type: 'brk>', params: [0] };
const close: EventText = { type: 'close>', params: [3] };

test('events are numbered from 1 across blocks', async () => {
  const recorder = new Recorder();
  const source = new ListSource(block(brk, brk), block(brk));
  const { eventCount } = await run(source, recorder);
  assert.deepEqual(recorder.seen, [1, 2, 3]);
  assert.equal(eventCount, 3);
  assert.deepEqual([recorder.ended, source.closed], [1, 1]);
});

test('what the filter rejects is numbered, but shown to nobody', async () => {
  const recorder = new Recorder();
  const filter = compile('evt.type=close');
  await run(new ListSource(block(brk, close, brk, close)), recorder, { filter });
  assert.deepEqual(recorder.seen, [2, 4]);
});

test('a limit counts the events that passed', async () => {
  const recorder = new Recorder();
  const filter = compile('evt.type=close');
  const source = new ListSource(block(brk, close, brk), block(close, close), block(close));
  const result = await run(source, recorder, { filter, maxEvents: 2 });
  assert.deepEqual(recorder.seen, [2, 4]);
  assert.deepEqual([result.eventCount, result.passedCount], [4, 2]);
  assert.deepEqual([recorder.ended, source.closed], [1, 1]);
});

test('a duration begins with the first event that passed and leaves out its end', async () => {
  const at = (event: EventText, tsNs: number): EventText => ({ ...event, tsNs });
  const events = [at(brk, 5), at(close, 100), at(close, 199), at(close, 200), at(close, 201)];
  const recorder = new Recorder();
  const filter = compile('evt.type=close');
  await run(new ListSource(block(...events)), recorder, { filter, maxDurationNs: 100 });
  assert.deepEqual(recorder.seen, [2, 3]);
});

/** The block with an event that only carries state, written without dump flags elsewhere. */
function withStateOnly(first: EventText, hidden: EventText): EventBlock {
  const plain = block(first, hidden);
  const at = (plain.offsets[1] as number) - 2;
  const bytes = Buffer.concat([
    plain.bytes.subarray(0, at + 2),
    Buffer.from([DumpFlag.STATE_ONLY, 0, 0, 0]),
    plain.bytes.subarray(at + 2),
  ]);
  return {
    ...plain,
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    offsets: Uint32Array.of(plain.offsets[0] as number, at + 6),
    layouts: Uint8Array.of(0, Layout.DUMP_FLAGS),
  };
}

test('an event that only carries state is numbered, but shown to nobody', async () => {
  const recorder = new Recorder();
  const result = await run(new ListSource(withStateOnly(brk, close), block(brk)), recorder, {
    countPassed: true,
  });
  assert.deepEqual(recorder.seen, [1, 3]);
  assert.deepEqual([result.eventCount, result.passedCount], [3, 2]);
});

const CONTAINER_JSON = 324;
const container: EventText = {
  type: CONTAINER_JSON,
  params: ['{"container":{"id":"0123456789ab"}}'],
};

test('container events at the head of a section are not shown', async () => {
  const recorder = new Recorder();
  const blocks = [block(container, container), block(container, brk, brk)];
  await run(new ListSource(...blocks), recorder);
  assert.deepEqual(recorder.seen, [4, 5]);
});

test('aborting ends the run while the source waits', { timeout: 5000 }, async () => {
  const controller = new AbortController();
  const forever = new Promise<undefined>(() => {});
  const source = new ListSource(block(brk), forever);
  const recorder = new Recorder(({ num }) => {
    setImmediate(() => controller.abort());
    return num;
  });
  await run(source, recorder, { signal: controller.signal });
  assert.deepEqual([recorder.seen, recorder.ended, source.closed], [[1], 1, 1]);
});

test('the source is told how much of its block was taken', async () => {
  const three = (): EventBlock => block(brk, brk, brk);
  const recorder = () => new Recorder();
  const whole = new ListSource(three());
  await run(whole, recorder());
  assert.equal(whole.left, 0);
  const limited = new ListSource(three(), three());
  await run(limited, recorder(), { maxEvents: 5 });
  assert.equal(limited.left, 2);
  const controller = new AbortController();
  const exact = Object.assign(recorder(), {
    exact: 'events' as const,
    accept: ({ num }: Event) => {
      if (num === 4) controller.abort();
    },
  });
  const exactly = new ListSource(three(), three());
  await run(exactly, exact, { signal: controller.signal });
  assert.equal(exactly.left, 1);
});

test('the event at hand is seen by all unless one of them has ended the run', async () => {
  for (const hasEndedRun of [false, true]) {
    const controller = new AbortController();
    const seen: string[] = [];
    const of = (name: string): Consumer => ({
      ...new Recorder(),
      name,
      exact: 'events',
      hasEndedRun,
      accept: () => {
        seen.push(name);
        controller.abort();
      },
      end: () => Promise.resolve(),
    });
    const options = { signal: controller.signal, consumers: [of('first'), of('second')] };
    await run(new ListSource(block(brk, brk)), new Recorder(), options);
    assert.deepEqual(seen, hasEndedRun ? ['first'] : ['first', 'second']);
  }
});

test('a run that is aborted while others have their turn asks for no more', async () => {
  const controller = new AbortController();
  const recorder = new Recorder(({ num }) => {
    setImmediate(() => controller.abort());
    // Longer than a run goes on without a turn for others.
    for (const startMs = Date.now(); Date.now() - startMs < 60;);
    return num;
  });
  const source = new ListSource(block(brk, brk), new Promise<undefined>(() => {}));
  await run(source, recorder, { signal: controller.signal });
  assert.deepEqual([source.left, recorder.ended], [2, 1]);
});

test('after damage the consumers are told of the end, then the error passes as it is', async () => {
  const damage = new Error('damaged');
  const source = new ListSource(block(brk), damage, block(brk));
  const recorder = new Recorder();
  await assert.rejects(run(source, recorder), (error) => error === damage);
  assert.deepEqual([recorder.seen, recorder.ended, source.closed], [[1], 1, 1]);
});

test('phases of a run come in order', async () => {
  const phases: string[] = [];
  const { hooks } = createBus();
  const note = (phase: string) => () => void phases.push(phase);
  hooks.captureStart.tap('test', note('start'));
  hooks.block.tap('test', ({ eventCount }) => note(`block ${eventCount}`)());
  hooks.captureEnd.tap('test', ({ eventCount }) => note(`end ${eventCount}`)());
  const consumer: Consumer = {
    ...new Recorder(),
    accept: note('event'),
    blockEnd: () => Promise.resolve().then(note('block of consumer')),
    end: () => Promise.resolve().then(note('end of consumer')),
  };
  const source = new ListSource(block(brk), block(brk));
  await runPipeline({ hooks, source, table, filter: undefined, consumers: [consumer] });
  assert.deepEqual(phases, [
    'start',
    ...['event', 'block of consumer', 'block 1'],
    ...['event', 'block of consumer', 'block 2'],
    'end of consumer',
    'end 2',
  ]);
});

/** Only an exit that has found its enter has an error. */
const failedCall: EventText[] = [
  { type: 'read>', params: [5, 10] },
  { type: 'read<', params: [-11, new Uint8Array(0)] },
];
const recordErrors = () => new Recorder(({ errorCode }) => errorCode, Need.PAIRING);

test('a consumer that wants only exits sees them paired', async () => {
  const recorder = recordErrors();
  for (const { id } of table.types) if ((id & 1) === 0) recorder.types[id] = 0;
  await run(new ListSource(block(...failedCall)), recorder);
  assert.deepEqual(recorder.seen, [11]);
});

test('an enter that the command line rejects is not paired, as in the reference', async () => {
  const recorder = recordErrors();
  await run(new ListSource(block(...failedCall)), recorder, { filter: compile('evt.dir=<') });
  assert.deepEqual(recorder.seen, [0]);
});
