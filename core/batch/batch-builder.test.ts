import assert from 'node:assert/strict';
import test from 'node:test';
import type { BoundField, Field, FieldType, FieldValue } from '../field/field.ts';
import type { Event } from '../state/event.ts';
import { copyBatch } from '../sandbox/batch-copy.ts';
import { BatchBuilder } from './batch-builder.ts';
import { ROW_CAPACITY, type NamedField } from './batch-layout.ts';
import type { Batch } from './batch.ts';
import { FIRST_LOCAL, Tag } from './column-kind.ts';

function field(name: string, type: FieldType, values: (FieldValue | undefined)[]): NamedField {
  const row = { name, type, needs: 0 } as unknown as Field;
  const bound: BoundField = {
    field: row,
    type,
    format: 'DEC',
    needs: 0,
    extract: ({ num }) => values[(num - 1) % values.length],
  };
  return { name, bound };
}

function build(fields: NamedField[], count: number, limits?: { entries: number; chars: number }) {
  const batches: Batch[] = [];
  const builder = new BatchBuilder(fields, (batch) => batches.push(batch), limits);
  for (let num = 1; num <= count; num++) builder.add({ num, tsLow: 0, tsHigh: 0 } as Event);
  builder.seal(count);
  return { batches, builder };
}

const columnCases: [name: string, type: FieldType, value: FieldValue | undefined, tag: number][] = [
  ['proc.pid', 'int64', -1, Tag.NUMBER],
  ['proc.pid', 'int64', 2n ** 60n, Tag.MISSING],
  ['proc.pid', 'int64', undefined, Tag.MISSING],
  ['fd.ino', 'int64', 2n ** 60n, Tag.UNSIGNED],
  ['fd.ino', 'int64', -(2n ** 60n), Tag.SIGNED],
  ['evt.rawtime', 'abstime', 1n << 60n, Tag.UNSIGNED],
  ['evt.rawarg', 'dynamic', 'text', Tag.TEXT],
  ['evt.is_io', 'bool', false, Tag.FALSE],
  ['evt.is_io', 'bool', true, Tag.TRUE],
];
for (const [name, type, value, tag] of columnCases) {
  test(`${name} of ${String(value)} has tag ${tag}`, () => {
    const { batches } = build([field(name, type, [value])], 1);
    const [batch] = batches as [Batch];
    assert.equal(batch.memory[batch.layout.columns[0]?.tags ?? -1], tag);
    const bits = new BigUint64Array(batch.memory.buffer, batch.layout.columns[0]?.values, 1)[0];
    if (typeof value === 'bigint' && tag !== Tag.MISSING) {
      assert.equal(bits, BigInt.asUintN(64, value));
    }
  });
}

test('texts are references into a dictionary that crosses once', () => {
  const { batches } = build([field('fd.name', 'path', ['a', 'b', 'a', undefined])], 4);
  const [batch] = batches as [Batch];
  const [column] = batch.layout.columns;
  const references = [...new Uint32Array(batch.memory.buffer, column?.values, 4)];
  assert.deepEqual(references, [1, 2, 1, 0]);
  assert.deepEqual(batch.dictionaryTexts, ['a', 'b']);
});

test('long texts and I/O travel with their batch', () => {
  const long = 'x'.repeat(1000);
  const fields = [field('fd.name', 'path', [long]), field('evt.buffer', 'bytes', ['data'])];
  const [batch] = build(fields, 1).batches as [Batch];
  assert.deepEqual(batch.ownTexts, [long, 'data']);
  const [reference] = new Uint32Array(batch.memory.buffer, batch.layout.columns[1]?.values, 1);
  assert.equal(reference, FIRST_LOCAL + 1);
});

test('a full dictionary begins anew with the next batch', () => {
  const names = Array.from({ length: ROW_CAPACITY * 6 }, (_, i) =>
    i % 2 === 0 ? `file ${i}` : 'the same',
  );
  const limits = { entries: 5000, chars: 1 << 20 };
  const { batches } = build([field('fd.name', 'path', names)], names.length, limits);
  assert.deepEqual(
    batches.map(({ startsDictionary }) => startsDictionary),
    [false, false, false, true, false, false],
  );
});

test('a column whose texts are all different carries them with their batch', () => {
  const names = Array.from({ length: ROW_CAPACITY }, (_, i) => `file ${i}`);
  const { batches } = build([field('evt.args', 'text', names)], names.length);
  const [batch] = batches as [Batch];
  assert.equal(batch.dictionaryTexts.length, 1024);
  assert.equal(batch.ownTexts.length, ROW_CAPACITY - 1024);
});

test('a batch is sent when it is full of rows, of text or of marks', () => {
  const rows = build([], ROW_CAPACITY + 1).batches.map((batch) => batch.rows);
  assert.deepEqual(rows, [ROW_CAPACITY, 1]);
  const text = build([field('evt.buffer', 'bytes', ['x'.repeat(1 << 19)])], 3).batches;
  assert.deepEqual(
    text.map((batch) => batch.rows),
    [2, 1],
  );
  const { builder, batches } = build([], 0);
  for (let num = 1; num <= 300; num++) builder.mark(num, 0, 0, 5);
  assert.equal(batches.length, 1);
});

test('texts become Unicode as they cross, invalid bytes U+FFFD', () => {
  const [batch] = build([field('fd.name', 'path', ['/\xc3\xa9', '/\xff'])], 2).batches as [Batch];
  const memory = new Uint8Array(batch.layout.sizeBytes);
  const textIn = (encoding: 'unicode' | 'bytes'): string =>
    copyBatch(batch, 0, memory, encoding, undefined).dictionaryText;
  assert.equal(textIn('unicode'), '/é/\ufffd');
  assert.equal(textIn('bytes'), '/\xc3\xa9/\xff');
});

test('a guest gets the marks of its own interval', () => {
  const { builder, batches } = build([], 0);
  builder.mark(5, 1, 2, 10);
  builder.mark(6, 3, 4, 20);
  builder.seal(6);
  const [batch] = batches as [Batch];
  const memory = new Uint8Array(batch.layout.sizeBytes);
  const { marks } = copyBatch(batch, 0, memory, 'unicode', 20);
  assert.equal(marks, 1);
  assert.deepEqual([...new Float64Array(memory.buffer, batch.layout.marks, 5)], [0, 6, 3, 4, 20]);
});
