import { defineChisel, sum, table } from '@chisel/sdk';

const titles = { bytes: 'Bytes', time: 'Time', errors: 'Errors' } as const;
const units = { bytes: 'bytes', time: 'time', errors: 'count' } as const;
const files = sum();

export default defineChisel({
  filter: 'evt.dir=< and (evt.is_io=true or evt.failed=true) and fd.type=file',
  fields: ['fd.name', 'evt.is_io', 'evt.failed', 'evt.rawres', 'evt.latency'],
  args: {
    by: { type: 'string', choices: ['bytes', 'time', 'errors'], default: 'bytes' },
    top: { type: 'number', default: 10 },
  },
  refreshSeconds: 1,

  onStart({ args: { top } }) {
    if (!Number.isInteger(top) || top < 1)
      throw new Error(`argument top must be a whole number of at least 1, is ${top}`);
  },

  onEvent(event, { args: { by } }) {
    const name = event['fd.name'];
    if (name === undefined || !event[by === 'errors' ? 'evt.failed' : 'evt.is_io']) return;
    const amount = by === 'bytes' ? event['evt.rawres'] : by === 'time' ? event['evt.latency'] : 1;
    if (amount !== undefined && amount > 0) files.add(name, amount);
  },

  onReport({ live, args: { by, top } }, isLast) {
    if (live && isLast && files.size === 0) return;
    const rows = files.largest(top).map(([name, amount]) => [amount, name]);
    table({ columns: [{ title: titles[by], unit: units[by] }, 'File'], rows });
    files.clear();
  },
});
