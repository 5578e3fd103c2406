import assert from 'node:assert/strict';
import { openCaptures } from '@chisel/scap';
import { ByteWriter } from '@chisel/core/bytes/byte-writer.ts';
import { EventTable } from '@chisel/core/event/event-table.ts';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import type { BoundField, Field } from '@chisel/core/field/field.ts';
import { createValueWriter } from '@chisel/core/field/render/value-writer.ts';
import { defaultTextOptions } from '@chisel/core/field/text-options.ts';
import { createBus } from '@chisel/core/hooks.ts';
import { runPipeline } from '@chisel/core/pipeline.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { Need } from '@chisel/core/state/needs.ts';

const table = new EventTable('classic');
const fields = new FieldTable(table);
const context = { table, text: defaultTextOptions };

const MOST_EVENTS = 5000;

/** Arguments of fields that need one. */
const examples: Readonly<Record<string, string>> = {
  'evt.arg': 'fd',
  'evt.rawarg': 'res',
  'evt.type.is': 'open',
  'evt.around': '1534527348514678274',
  'thread.cgroup': 'cpu',
};

/** What each field shows on each event of captures: one list a field. */
async function valuesOf(
  captures: readonly string[],
  bound: readonly BoundField[],
  needs: number,
): Promise<(string | undefined)[][]> {
  const values: (string | undefined)[][] = bound.map(() => []);
  const writers = bound.map((field) => textWriter(field));
  await runPipeline({
    hooks: createBus().hooks,
    source: openCaptures([...captures], { table }),
    table,
    filter: undefined,
    maxEvents: MOST_EVENTS,
    consumers: [
      {
        name: 'fields',
        needs,
        types: new Uint8Array(table.types.length).fill(1),
        wantsUnknown: true,
        accept: (event) => writers.forEach((write, i) => values[i]?.push(write(event))),
        end: () => Promise.resolve(),
      },
    ],
  });
  return values;
}

/**
 * The value as text; also checks that no event type has one that the field does not claim, and that only
 * integers which no number is exact for are bigints, as comparisons rely on.
 */
function textWriter(bound: BoundField): (event: Event) => string | undefined {
  const out = new ByteWriter(1024);
  const writeValue = createValueWriter(bound.type, bound.format);
  return (event) => {
    out.length = 0;
    const value = bound.extract(event);
    if (typeof value === 'bigint') {
      assert.ok(!Number.isSafeInteger(Number(value)), `${bound.field.name} is ${value}n`);
    }
    const has = bound.write ? bound.write(event, out) : value !== undefined;
    if (value !== undefined) {
      const { appliesTo, field } = bound;
      assert.ok(appliesTo?.(event.type) ?? true, `${field.name} has a value on ${event.type.name}`);
    }
    if (!has) return undefined;
    if (!bound.write && value !== undefined) writeValue(value, out);
    return out.text();
  };
}

function bind(field: Field): BoundField {
  const argument = field.argument === 'required' ? (examples[field.name] ?? '0') : undefined;
  return field.bind(context, argument);
}

/**
 * Checks that every field can be asked for on every event of captures, and that it is the same when
 * only what fields of its needs ask for is kept. Returns how many events there are.
 */
export async function checkEveryField(captures: readonly string[]): Promise<number> {
  const expected = await valuesOf(captures, fields.all.map(bind), Need.ALL);
  for (const [needs, group] of Map.groupBy(fields.all, (field) => bind(field).needs)) {
    const alone = await valuesOf(captures, group.map(bind), needs);
    group.forEach((field, i) => {
      assert.deepEqual(alone[i], expected[fields.all.indexOf(field)], field.name);
    });
  }
  return expected[0]?.length ?? 0;
}
