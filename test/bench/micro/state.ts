import type { Consumer } from '@chisel/core/consumer.ts';
import { EventTable } from '@chisel/core/event/event-table.ts';
import { createBus } from '@chisel/core/hooks.ts';
import { runPipeline } from '@chisel/core/pipeline.ts';
import { Need } from '@chisel/core/state/needs.ts';
import { openCaptures } from '@chisel/scap';
import type { MicroCase } from '../micro-case.ts';

export default {
  name: 'all state',
  measures: 'the pipeline with every part of the state kept and a consumer that takes no time',
  unit: 'event',
  prepare(capture) {
    return Promise.resolve(() => keepState(capture));
  },
} satisfies MicroCase;

async function keepState(capture: string): Promise<number> {
  const table = new EventTable('classic');
  const source = openCaptures([capture], { table });
  const consumers = [idleConsumer(table)];
  const options = { hooks: createBus().hooks, source, table, filter: undefined, consumers };
  return (await runPipeline(options)).eventCount;
}

function idleConsumer(table: EventTable): Consumer {
  return {
    name: 'idle',
    needs: Need.ALL,
    types: new Uint8Array(table.types.length).fill(1),
    wantsUnknown: true,
    accept() {},
    end: () => Promise.resolve(),
  };
}
