import { defineChisel, sum, table } from '@chisel/sdk';

const received = sum();
const sent = sum();
const both = sum();

export default defineChisel({
  filter: 'fd.type in (ipv4, ipv6) and evt.is_io=true and evt.dir=<',
  fields: ['proc.name', 'fd.name', 'fd.l4proto', 'evt.is_io_read', 'evt.rawres'],
  args: { top: { type: 'number', default: 20 } },
  refreshSeconds: 1,

  onEvent(event) {
    const bytes = Math.max(0, event['evt.rawres'] ?? 0);
    const [process, protocol] = [event['proc.name'] ?? '?', event['fd.l4proto'] ?? '?'];
    const key = `${process}\t${protocol}\t${event['fd.name'] ?? '?'}`;
    (event['evt.is_io_read'] ? received : sent).add(key, bytes);
    both.add(key, bytes);
  },

  onReport({ live, args: { top } }, isLast) {
    if (live && isLast && both.size === 0) return;
    table({
      columns: [
        { title: 'Received', unit: 'bytes' },
        { title: 'Sent', unit: 'bytes' },
        'Process',
        { title: 'Protocol', key: 'protocol' },
        'Connection',
      ],
      rows: both
        .largest(top)
        .map(([key]) => [received.get(key) ?? 0, sent.get(key) ?? 0, ...key.split('\t')]),
    });
    for (const sums of [received, sent, both]) sums.clear();
  },
});
