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
import assert from 'node:assert/strict';
import test from 'node:test';

const captures = ['curl_google.scap', 'demo.scap.gz'].map(
  (name) => new URL(`../captures/${name}`, import.meta.url).pathname,
);
const table = new EventTable('classic');
const fields = new FieldTable(table);
const context = { table, text: defaultTextOptions };

/** Arguments of fields that need one. */
const examples: Readonly<Record<string, string>> = {
  'evt.arg': 'fd',
  'evt.rawarg': 'res',
  'evt.type.is': 'open',
  'evt.around': '1534527348514678274',
  'thread.cgroup': 'cpu',
};

/** What each field shows on each event: one list a field. */
async function valuesOf(
  bound: readonly BoundField[],
  needs: number,
): Promise<(string | undefined)[][]> {
  const values: (string | undefined)[][] = bound.map(() => []);
  const writers = bound.map((field) => textWriter(field));
  await runPipeline({
    hooks: createBus().hooks,
    source: openCaptures(captures, { table }),
    table,
    filter: undefined,
    maxEvents: 4000,
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

test('every field can be asked for on every event, and needs no more than it says', async () => {
  const expected = await valuesOf(fields.all.map(bind), Need.ALL);
  assert.ok((expected[0]?.length ?? 0) > 1000);
  for (const [i, field] of fields.all.entries()) {
    const bound = bind(field);
    const [alone] = await valuesOf([bound], bound.needs);
    assert.deepEqual(alone, expected[i], field.name);
  }
});
