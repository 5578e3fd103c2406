import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import type { Consumer } from '@chisel/core/consumer.ts';
import { EventTable } from '@chisel/core/event/event-table.ts';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import { defaultTextOptions } from '@chisel/core/field/text-options.ts';
import { compileFilter, type CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import { createBus } from '@chisel/core/hooks.ts';
import { runPipeline } from '@chisel/core/pipeline.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { openCaptures } from '@chisel/scap';
import { captureFolder } from '../support/project.ts';
import { Random } from '../support/random.ts';

/**
 * Most events are noted, not taken, when their type or their fd says that nobody wants them. A consumer
 * that is exact sees a run in which each is taken: both must see the same.
 */

const table = new EventTable('classic');
const fields = new FieldTable(table);
const context = { table, text: defaultTextOptions };
const shown = ['fd.name', 'fd.num', 'fd.type', 'proc.name', 'evt.latency', 'evt.rawres'].map(
  (name) => fields.resolve(name, 'display').field.bind(context, undefined),
);

const ofFd = [
  'fd.name contains /etc',
  'fd.name endswith so.6',
  'fd.type=file',
  'fd.type in (ipv4, unix)',
  'fd.directory=/tmp',
  'fd.sockfamily=ip',
  'fd.name exists',
  "fd.name=''",
];
const ofOther = [
  'evt.dir=<',
  'evt.dir=>',
  'evt.is_io=true',
  'evt.failed=true',
  'evt.type in (read, write, close)',
  'evt.type=openat',
  'evt.type in (openat, setsid, rt_sigaction)',
  'evt.type contains sig',
  'evt.category=other',
  'proc.name contains s',
  'fd.num<5',
  'evt.latency>2000',
];

class Recorder implements Consumer {
  readonly name = 'recorder';
  readonly needs: number;
  readonly types: Uint8Array;
  readonly wantsUnknown = true;
  readonly exact: Consumer['exact'];
  readonly fdGate: Consumer['fdGate'];
  readonly syscalls: Consumer['syscalls'];
  readonly succeeded: Consumer['succeeded'];
  readonly seen: string[] = [];
  readonly #filter: CompiledFilter | undefined;

  constructor(exact: boolean, filter?: CompiledFilter) {
    this.exact = exact ? 'events' : undefined;
    this.needs = shown.reduce((bits, { needs }) => bits | needs, filter?.needs ?? 0);
    this.types = Uint8Array.from(table.types, ({ id }) => (filter?.types[id] === 0 ? 0 : 1));
    this.#filter = filter;
    this.fdGate = filter?.fdGate;
    this.syscalls = filter?.syscalls;
    this.succeeded = filter?.succeeded;
  }

  accept(event: Event): void {
    if (this.#filter?.test(event) === false) return;
    const values = shown.map((field) => String(field.extract(event)));
    this.seen.push(`${event.num} ${event.type.name} ${values.join(' ')}`);
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}

async function record(
  capture: string,
  consumer: Recorder,
  filter: CompiledFilter | undefined,
): Promise<readonly string[]> {
  const source = openCaptures([join(captureFolder, capture)], { table });
  await runPipeline({ hooks: createBus().hooks, source, table, consumers: [consumer], filter });
  return consumer.seen;
}

const compile = (text: string): CompiledFilter => compileFilter(text, fields, context);

function randomFilter(random: Random): string {
  const one = (): string => {
    const check = random.pick(random.below(3) === 0 ? ofOther : ofFd);
    return random.below(4) === 0 ? `not ${check}` : check;
  };
  const checks = Array.from({ length: 1 + random.below(3) }, one);
  return checks.reduce((left, right) => `(${left} ${random.pick(['and', 'and', 'or'])} ${right})`);
}

for (const capture of ['demo.scap.gz', 'sample.scap']) {
  test(`what is noted changes nothing of what is seen: ${capture}`, async () => {
    const random = new Random(20);
    for (let i = 0; i < 14; i++) {
      const text = randomFilter(random);
      const early = await record(capture, new Recorder(false), compile(text));
      assert.deepEqual(early, await record(capture, new Recorder(true), compile(text)), text);
      const late = await record(capture, new Recorder(false, compile(text)), undefined);
      const exact = new Recorder(true, compile(text));
      assert.deepEqual(late, await record(capture, exact, undefined), `chisel: ${text}`);
    }
  });
}
