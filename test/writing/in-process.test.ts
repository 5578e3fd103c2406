import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import type { Consumer } from '@chisel/core/consumer.ts';
import { DumpFlag } from '@chisel/core/event/event-block.ts';
import { EventTable } from '@chisel/core/event/event-table.ts';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import { defaultTextOptions } from '@chisel/core/field/text-options.ts';
import { compileFilter, type CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import { createBus } from '@chisel/core/hooks.ts';
import { runPipeline } from '@chisel/core/pipeline.ts';
import { openCaptures } from '@chisel/scap';
import { readFiles } from '@chisel/scap/testing/read-capture.ts';
import {
  BlockCopier,
  CaptureFiles,
  CaptureRecorder,
  openOutput,
} from '@chisel/scap/write/index.ts';
import { createBases } from '../hostile/captures-bases.ts';
import { mutate } from '../hostile/captures-mutations.ts';
import { captureFolder } from '../support/project.ts';
import { Random } from '../support/random.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder('in-process');
const table = new EventTable('classic');
const output = { inputs: [], compress: false, onClosed: () => undefined };

interface Closing {
  readonly consumer: Consumer;
  readonly close: () => Promise<void> | undefined;
}

function copier(file: string): Closing {
  const open = () => openOutput({ ...output, file });
  const consumer = new BlockCopier({ table, live: false, open });
  return { consumer, close: () => consumer.close() };
}

function recorder(file: string, filtered: boolean, journalBytes = 1 << 20): Closing {
  const target = new CaptureFiles({ ...output, file, limits: {}, maxFiles: undefined });
  const consumer = new CaptureRecorder({
    table,
    target,
    filtered,
    journalBytes,
    live: false,
    fat: false,
    keepsInternal: true,
    editTables: (tables) => tables,
  });
  return { consumer, close: () => target.close() };
}

/** Writes a capture as far as it can be read; what makes reading end is of no interest here. */
async function save(from: string, to: Closing, filter?: CompiledFilter): Promise<void> {
  const { hooks } = createBus();
  const source = openCaptures([from], { table });
  const run = runPipeline({ hooks, source, table, filter, consumers: [to.consumer] });
  await run.catch((error: unknown) => assert.ok(error instanceof ChiselError, String(error)));
  await to.close();
}

const compile = (text: string): CompiledFilter =>
  compileFilter(text, new FieldTable(table), { table, text: defaultTextOptions });

test('whatever is read, what is written of it is sound', async () => {
  const seed = Number(process.env.CHISEL_TEST_SEED ?? 21);
  const random = new Random(seed);
  const bases = createBases();
  const filters = [undefined, compile('evt.dir=<'), compile('fd.type=ipv4 or proc.name=curl')];
  let written = 0;
  for (let turn = 0; turn < 250; turn++) {
    const [from, to] = [join(folder, 'mutated.scap'), join(folder, `${String(turn)}.scap`)];
    writeFileSync(from, mutate(bases, random));
    const filter = random.pick(filters);
    const isCopy = filter === undefined && random.chance(50);
    await save(from, isCopy ? copier(to) : recorder(to, filter !== undefined), filter);
    const { code, events, message } = await readFiles([to]);
    if (code === 'CHISEL_CAPTURE_MISSING' || code === 'CHISEL_CAPTURE_WITHOUT_EVENTS') continue;
    assert.equal(code, undefined, `seed ${String(seed)}, turn ${String(turn)}: ${message}`);
    written += events.length;
  }
  assert.ok(written > 4000, String(written));
});

test('when more is kept than fits, what passes is the same and in order', async () => {
  const demo = join(captureFolder, 'demo.scap.gz');
  const filter = compile('evt.type=execve and evt.dir=<');
  const whole = await readFiles([demo]);
  const passing = whole.events.filter(({ type }) => type === 293);
  for (const journalBytes of [1000, 40_000, 1 << 20]) {
    const to = join(folder, `journal-${String(journalBytes)}.scap`);
    await save(demo, recorder(to, true, journalBytes), filter);
    const { events } = await readFiles([to]);
    const shown = events.filter(({ dumpFlags }) => (dumpFlags & DumpFlag.STATE_ONLY) === 0);
    const internal = new Set(
      table.types.filter(({ category }) => category === 'internal').map(({ id }) => id),
    );
    assert.deepEqual(
      shown.filter(({ type }) => !internal.has(type)),
      passing,
    );
    assert.ok(events.length > shown.length);
  }
});
