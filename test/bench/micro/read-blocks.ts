import { EventTable } from '@chisel/core/event/event-table.ts';
import { openCaptures } from '@chisel/scap';
import type { MicroCase } from '../micro-case.ts';

export default {
  name: 'read blocks',
  measures: 'finding the events of a capture file, which makes no object of any',
  unit: 'event',
  prepare(capture) {
    return Promise.resolve(() => readBlocks(capture));
  },
} satisfies MicroCase;

async function readBlocks(capture: string): Promise<number> {
  const source = openCaptures([capture], { table: new EventTable('classic') });
  let count = 0;
  for (let item = await source.next(); item !== undefined; item = await source.next()) {
    if (item.kind === 'events') count += item.count;
  }
  await source.close();
  return count;
}
