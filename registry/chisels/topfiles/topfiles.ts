import { defineChisel, table, top, type TableColumn } from '@chisel/sdk';

const columns: Record<'bytes' | 'time' | 'errors', TableColumn> = {
  bytes: { title: 'Bytes', key: 'bytes', unit: 'bytes' },
  time: { title: 'Time', key: 'time', unit: 'time' },
  errors: { title: 'Errors', key: 'errors', unit: 'count' },
};

const files = top();

export default defineChisel({
  filter: 'evt.dir=< and (evt.is_io=true or evt.failed=true) and fd.type=file',
  fields: ['fd.name', 'evt.is_io', 'evt.failed', 'evt.rawres', 'evt.latency'],
  args: {
    by: { type: 'string', choices: ['bytes', 'time', 'errors'], default: 'bytes' },
    top: { type: 'number', default: 10 },
  },
  refreshSeconds: 1,

  onStart({ args }) {
    if (Number.isInteger(args.top) && args.top >= 1) return;
    throw new Error(`argument top must be a whole number of at least 1, is ${args.top}`);
  },

  onEvent(event, { args }) {
    const name = event['fd.name'];
    if (name === undefined) return;
    if (args.by === 'errors') {
      if (event['evt.failed']) files.add(name);
    } else if (event['evt.is_io']) {
      const amount = Number(event[args.by === 'bytes' ? 'evt.rawres' : 'evt.latency'] ?? 0);
      if (amount > 0) files.add(name, amount);
    }
  },

  onInterval(_interval, { live, args }) {
    if (live) show(args.by, args.top);
  },

  onEnd({ live, args }) {
    if (!live || files.size > 0) show(args.by, args.top);
  },
});

/** Live, each table is about the time since the one before it. */
function show(by: keyof typeof columns, count: number): void {
  table({
    columns: [columns[by], { title: 'File', key: 'file' }],
    rows: files.largest(count).map(([name, amount]) => [amount, name]),
  });
  files.clear();
}
