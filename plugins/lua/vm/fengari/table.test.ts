import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Dice } from '../../testing/dice.ts';
import { FengariTable } from './table.ts';
import { newSlot, newString, NIL, nilSlot, NUMBER, STRING, textOf, type FengariString, type Slot } from './values.ts'; // prettier-ignore

const owner = { l_G: { id_counter: 1 } };

function slotOf(value: string | number | undefined): Slot {
  if (value === undefined) return nilSlot;
  if (typeof value === 'number') return newSlot(NUMBER, value);
  return newSlot(STRING, newString(value));
}

function valueOf(slot: Slot): unknown {
  if (slot.type === STRING) return textOf(slot.value as FengariString);
  return slot.type === NIL ? undefined : slot.value;
}

function entries(table: FengariTable): [unknown, unknown][] {
  const key = newSlot(NIL, null);
  const value = newSlot(NIL, null);
  const found: [unknown, unknown][] = [];
  while (table.entryAt(table.positionAfter(key), key, value)) {
    found.push([valueOf(key), valueOf(value)]);
  }
  return found;
}

test('a table holds what a map holds, whatever is done to it', () => {
  for (let seed = 0; seed < 300; seed++) {
    const dice = new Dice(seed);
    const table = new FengariTable(owner);
    const model = new Map<string | number, number>();
    for (let step = 0; step < 200; step++) {
      const key = dice.oneIn(4)
        ? `k${String(dice.below(6))}`
        : dice.below(40) - 2 + (dice.oneIn(9) ? 0.5 : 0);
      const value = dice.oneIn(3) ? undefined : step;
      table.set(slotOf(key), slotOf(value));
      if (value === undefined) model.delete(key);
      else model.set(key, value);
    }
    const found = entries(table);
    assert.deepEqual(new Map(found as [string | number, number][]), new Map(model), `seed ${seed}`);
    assert.equal(found.length, model.size, `seed ${seed}: each key once`);
    for (const [key, value] of model) assert.equal(valueOf(table.get(slotOf(key))), value);
    const length = table.length();
    assert.ok(length === 0 || model.has(length), `seed ${seed}: #`);
    assert.ok(!model.has(length + 1), `seed ${seed}: # + 1`);
  }
});

test('keys 1 to n come first and in order, however they were set', () => {
  const dice = new Dice(3);
  const keys = Array.from({ length: 100 }, (_, i) => i + 1).sort(() => dice.below(3) - 1);
  const table = new FengariTable(owner);
  table.set(slotOf('x'), slotOf(1));
  for (const key of keys) table.set(slotOf(key), slotOf(key));
  assert.deepEqual(
    entries(table).map(([key]) => key),
    [...Array.from({ length: 100 }, (_, i) => i + 1), 'x'],
  );
  assert.equal(table.length(), 100);
});

test('entries may be removed on the way', () => {
  const table = new FengariTable(owner);
  for (let i = 1; i <= 50; i++) table.set(slotOf(i % 2 === 0 ? i : `k${i}`), slotOf(i));
  const key = newSlot(NIL, null);
  const value = newSlot(NIL, null);
  let count = 0;
  while (table.entryAt(table.positionAfter(key), key, value)) {
    table.set(key, nilSlot);
    count++;
  }
  assert.equal(count, 50);
  assert.deepEqual(entries(table), []);
});

test('a queue does not grow', () => {
  const table = new FengariTable(owner);
  for (let i = 1; i <= 100_000; i++) {
    table.set(slotOf(i), slotOf(i));
    if (i > 10) table.set(slotOf(i - 10), nilSlot);
  }
  assert.ok(table.array.length + table.keys.length < 200);
  assert.equal(entries(table).length, 10);
});
