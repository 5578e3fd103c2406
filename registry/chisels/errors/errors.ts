import { count, defineChisel, table } from '@chisel/sdk';

const errors = count();
/** The last file, or connection, that each kind of error was about. */
const examples = new Map<string, string>();
const MOST_EXAMPLES = 10_000;

export default defineChisel({
  filter: 'evt.failed=true',
  fields: ['proc.name', 'evt.type', 'evt.res', 'fd.name'],
  args: { top: { type: 'number', default: 20 } },
  refreshSeconds: 1,

  onEvent(event) {
    const words = [event['proc.name'], event['evt.type'], event['evt.res']];
    const key = words.map((word) => word ?? '?').join('\t');
    errors.add(key);
    const file = event['fd.name'];
    if (file === undefined || file === '') return;
    if (examples.size < MOST_EXAMPLES || examples.has(key)) examples.set(key, file);
  },

  onReport({ live, args: { top } }, isLast) {
    if (live && isLast && errors.size === 0) return;
    table({
      columns: ['Errors', 'Process', 'Call', 'Error', { title: 'Last on', key: 'last' }],
      rows: errors
        .largest(top)
        .map(([key, times]) => [times, ...key.split('\t'), examples.get(key) ?? '']),
    });
    errors.clear();
    examples.clear();
  },
});
