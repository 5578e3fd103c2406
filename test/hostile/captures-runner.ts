import { ftruncateSync, openSync, writeSync } from 'node:fs';
import type { Consumer } from '@chisel/core/consumer.ts';
import { ChiselError } from '@chisel/core/errors/chisel-error.ts';
import { EventTable, type Edition } from '@chisel/core/event/event-table.ts';
import type { Field } from '@chisel/core/field/field.ts';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import { defaultTextOptions } from '@chisel/core/field/text-options.ts';
import { compileFilter, type CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import { createBus } from '@chisel/core/hooks.ts';
import { runPipeline } from '@chisel/core/pipeline.ts';
import type { Sink } from '@chisel/core/output/sink.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { openCaptures } from '@chisel/scap';
import { compileFormat, compileJsonFormat, defaultFormat, LinePrinter } from '@chisel/text';
import { Random } from '../support/random.ts';
import { compressedBases, createBases } from './captures-bases.ts';
import { mutate } from './captures-mutations.ts';

const FILTERS = [
  'fd.name contains etc or proc.name startswith s or evt.dir=<',
  'evt.arg.res < 0 or evt.buffer contains GET or fd.l4proto=tcp',
  'fd.ip=127.0.0.1 or fd.port=80 or proc.aname=init or evt.latency > 1us or user.name=root',
  'evt.type in (open, openat, execve) or container.id != host or thread.cgroups contains docker',
];
/** Of all events, how many percent have every field written. */
const ALL_FIELDS_PERCENT = 12;
/** Arguments to try for fields that take one. */
const ARGUMENTS = [
  '[0]',
  '[1]',
  '.name',
  '.res',
  '.open',
  '[PATH]',
  '.src',
  '[1000]',
  '.cpu',
  '[1,2]',
];

const nowhere: Sink = {
  write: () => undefined,
  drained: () => undefined,
  closed: false,
};

const plain = createBases();
const packed = compressedBases(plain);

const descriptors = new Map<string, number>();

interface Setup {
  table: EventTable;
  filters: CompiledFilter[];
  lines: Consumer;
  json: Consumer;
  allFields: Consumer;
}

const setups: Readonly<Record<Edition, Setup>> = {
  classic: createSetup('classic'),
  newest: createSetup('newest'),
};

/**
 * Reads the mutated capture of a seed through everything that looks at events. Returns the code of
 * the error it ended with; throws what is not meant for users.
 */
export async function runSeed(seed: number, file: string): Promise<string | undefined> {
  const random = new Random(seed);
  rewrite(file, mutate(random.chance(10) ? packed : plain, random));
  const { table, filters, lines, json, allFields } =
    setups[random.chance(70) ? 'classic' : 'newest'];
  const source = openCaptures([file], { table });
  try {
    await runPipeline({
      hooks: createBus().hooks,
      source,
      table,
      filter: random.chance(30) ? random.pick(filters) : undefined,
      consumers: [random.chance(50) ? lines : json, sampled(allFields, random)],
    });
    return undefined;
  } catch (error) {
    if (error instanceof ChiselError && error.code.includes('CAPTURE')) return error.code;
    throw error;
  }
}

/** Making a file anew for each seed would take most of the time. */
function rewrite(file: string, content: Buffer): void {
  const fd = descriptors.get(file) ?? openSync(file, 'w');
  descriptors.set(file, fd);
  ftruncateSync(fd, content.length);
  writeSync(fd, content, 0, content.length, 0);
}

function createSetup(edition: Edition): Setup {
  const table = new EventTable(edition);
  const fields = new FieldTable(table);
  const context = { table, text: defaultTextOptions };
  const everything = fields.all.flatMap((field) => tokensOf(field, fields, context));
  const format = defaultFormat('container', false);
  const printer = (compiled: ReturnType<typeof compileFormat>): LinePrinter =>
    new LinePrinter({
      table,
      format: compiled,
      sink: nowhere,
      unbuffered: false,
      showInternal: true,
    });
  return {
    table,
    filters: FILTERS.map((text) => compileFilter(text, fields, context)),
    lines: printer(compileFormat(format, context, fields)),
    json: printer(
      compileJsonFormat(format, { table, text: { ...defaultTextOptions, json: true } }, fields),
    ),
    allFields: printer(compileFormat(`*${everything.join(' ')}`, context, fields)),
  };
}

/** How a format names a field, with an argument if it takes one. */
function tokensOf(
  field: Field,
  fields: FieldTable,
  context: Parameters<Field['bind']>[0],
): string[] {
  if (field.filterOnly) return [];
  const candidates = field.argument === 'none' ? [''] : ['', ...ARGUMENTS];
  return candidates
    .filter((argument) => isUsable(field.name + argument, fields, context))
    .map((argument) => `%${field.name}${argument}`);
}

function isUsable(
  token: string,
  fields: FieldTable,
  context: Parameters<Field['bind']>[0],
): boolean {
  try {
    const { field, argument } = fields.resolve(token, 'display');
    field.bind(context, argument);
    return true;
  } catch (error) {
    if (error instanceof ChiselError) return false;
    throw error;
  }
}

function sampled(consumer: Consumer, random: Random): Consumer {
  return {
    name: consumer.name,
    needs: consumer.needs,
    types: consumer.types,
    wantsUnknown: true,
    accept(event: Event): void {
      if (random.chance(ALL_FIELDS_PERCENT)) void consumer.accept(event);
    },
    end: (end) => consumer.end(end),
  };
}
