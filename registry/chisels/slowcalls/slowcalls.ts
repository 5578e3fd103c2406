import { defineChisel, histogram, sparkline, table, type Histogram } from '@chisel/sdk';

const calls = histogram();

export default defineChisel({
  filter: 'evt.dir=< and evt.latency > 0',
  fields: ['evt.type', 'evt.latency'],
  args: { top: { type: 'number', default: 15 } },
  refreshSeconds: 1,

  onEvent(event) {
    const type = event['evt.type'];
    if (type !== undefined) calls.add(type, event['evt.latency'] ?? 0);
  },

  onReport({ live, json, args: { top } }, isLast) {
    if (live && isLast && calls.size === 0) return;
    table({
      columns: [
        { title: 'p99', unit: 'time' },
        { title: 'Median', unit: 'time' },
        { title: 'Longest', unit: 'time' },
        { title: 'Total', unit: 'time' },
        'Calls',
        'Call',
        ...(json ? [] : ['1us 10us 100us 1ms 10ms 100ms 1s']),
      ],
      rows: calls
        .largest(top, 0.99)
        .map(([type, p99, all]) => [
          p99,
          all.quantile(0.5),
          all.max,
          all.sum,
          all.count,
          type,
          ...(json ? [] : [shapeOf(all)]),
        ]),
    });
    calls.clear();
  },
});

const DECADES = 7;
const BARS = 4;

/** How the times are distributed: four bars for each power of ten, from a microsecond on. */
function shapeOf(all: Histogram): string {
  const bars = Array.from({ length: DECADES * BARS }, () => 0);
  for (const { from, to, count } of all.buckets()) {
    const at = Math.floor(Math.log10(Math.max(1, (from + to) / 2 / 1000)) * BARS);
    bars[Math.min(at, bars.length - 1)]! += count;
  }
  return sparkline(bars.map(Math.sqrt)).trimEnd();
}
