import { defineChisel, sum, table } from '@chisel/sdk';

const titles = {
  bytes: 'Bytes',
  net: 'Bytes',
  time: 'Time',
  errors: 'Errors',
  calls: 'Calls',
} as const;
const units = {
  bytes: 'bytes',
  net: 'bytes',
  time: 'time',
  errors: 'count',
  calls: 'count',
} as const;
const processes = sum();
const networks: readonly (string | undefined)[] = ['ipv4', 'ipv6'];

export default defineChisel({
  filter: 'evt.dir=<',
  fields: [
    'proc.name',
    'proc.pid',
    'fd.type',
    'evt.is_io',
    'evt.failed',
    'evt.rawres',
    'evt.latency',
  ],
  args: {
    by: { type: 'string', choices: ['bytes', 'net', 'time', 'errors', 'calls'], default: 'bytes' },
    top: { type: 'number', default: 10 },
  },
  refreshSeconds: 1,

  onEvent(event, { args: { by } }) {
    const name = event['proc.name'];
    if (name === undefined) return;
    let amount = 1;
    if (by === 'time') amount = event['evt.latency'] ?? 0;
    else if (by === 'errors') amount = event['evt.failed'] ? 1 : 0;
    else if (by !== 'calls') {
      const counts = event['evt.is_io'] && (by === 'bytes' || networks.includes(event['fd.type']));
      amount = counts ? (event['evt.rawres'] ?? 0) : 0;
    }
    if (amount > 0) processes.add(`${event['proc.pid'] ?? -1} ${name}`, amount);
  },

  onReport({ live, args: { by, top } }, isLast) {
    if (live && isLast && processes.size === 0) return;
    const rows = processes.largest(top).map(([key, amount]) => {
      const at = key.indexOf(' ');
      return [amount, Number(key.slice(0, at)), key.slice(at + 1)];
    });
    table({ columns: [{ title: titles[by], unit: units[by] }, 'PID', 'Process'], rows });
    processes.clear();
  },
});
