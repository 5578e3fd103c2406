import { BatchBuilder } from '@chisel/core/batch/batch-builder.ts';
import type { Batch } from '@chisel/core/batch/batch.ts';
import { EventTable } from '@chisel/core/event/event-table.ts';
import { FieldTable } from '@chisel/core/field/field-table.ts';
import { defaultTextOptions } from '@chisel/core/field/text-options.ts';
import { copyBatch } from '@chisel/core/sandbox/batch-copy.ts';
import { defaultLimits } from '@chisel/core/sandbox/runtime.ts';
import type { Event } from '@chisel/core/state/event.ts';
import { typescriptRuntime } from '@chisel/typescript';

const ROWS = 4096;
const FILES = 500;
const TURNS = 200;

/**
 * The work of a chisel alone: full batches of the same rows, each with one of some hundred file names
 * and a number, are fed to a guest again and again.
 */
export async function prepareRows(source: string): Promise<() => Promise<number>> {
  const batches: Batch[] = [];
  const builder = new BatchBuilder(rowFields(), (batch) => void batches.push(batch));
  for (let num = 1; num <= ROWS; num++) {
    builder.add({ num, tsLow: num, tsHigh: 1 } as Event);
  }
  builder.seal(ROWS);
  const slot = new SharedArrayBuffer(builder.layout.sizeBytes);
  const guest = typescriptRuntime.createGuest({
    name: 'measured',
    program: { entry: 'main.ts', files: new Map([['main.ts', source]]) },
    config: { args: {}, json: false, live: false, terminal: false, width: 0 },
    layout: builder.layout,
    slots: [slot],
    limits: defaultLimits,
  });
  await guest.load();
  const first = copyBatch(batches[0] as Batch, 0, new Uint8Array(slot), 'unicode', undefined);
  await guest.feed(first);
  const again = { ...first, startsDictionary: false, dictionaryTexts: 0, dictionaryText: '' };
  return async () => {
    for (let turn = 0; turn < TURNS; turn++) await guest.feed(again);
    return TURNS * first.rows;
  };
}

function rowFields() {
  const table = new EventTable('classic');
  const context = { table, text: defaultTextOptions };
  const values = {
    'fd.name': (num: number) => `/srv/data/file-${(num * 7919) % FILES}`,
    'evt.rawres': (num: number) => num % 8192,
  };
  return Object.entries(values).map(([name, valueOf]) => {
    const bound = new FieldTable(table).resolve(name, 'display').field.bind(context, undefined);
    return { name, bound: { ...bound, needs: 0, extract: ({ num }: Event) => valueOf(num) } };
  });
}
