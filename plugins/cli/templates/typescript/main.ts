import { defineChisel, histogram, table } from '@chisel/sdk';

/** How long writes take, for each process. */
const writes = histogram();

export default defineChisel({
  filter: 'evt.is_io_write=true and evt.dir=<',
  fields: ['proc.name', 'evt.latency'],
  args: { top: { type: 'number', default: 10 } },
  refreshSeconds: 1,

  onEvent(event) {
    writes.add(event['proc.name'] ?? '?', event['evt.latency'] ?? 0);
  },

  onReport({ args }) {
    const rows = writes.largest(args.top, 0.99).map(([name, p99, all]) => [name, all.count, p99]);
    table({ columns: ['Process', 'Writes', { title: 'p99', unit: 'time' }], rows });
    writes.clear();
  },
});
