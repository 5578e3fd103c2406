import type { EventTable } from '@chisel/core/event/event-table.ts';
import type { CheckedNode } from '@chisel/core/filter/check-filter.ts';
import { compilePart, type CompiledFilter } from '@chisel/core/filter/compile-filter.ts';
import { Match, matchTypes } from '@chisel/core/filter/match-types.ts';
import { printFilter } from '@chisel/core/filter/grammar/print-filter.ts';
import { pushDownOf } from '@chisel/core/filter/push-down.ts';
import { formatTable, type Cell } from '@chisel/sdk/table.ts';
import type { CountedPart } from './count-parts.ts';

/** What a filter means, for people: its tree, the events it can match, what a live source tests of it. */
export function explainText(
  filter: CompiledFilter,
  table: EventTable,
  parts: CountedPart,
  isCounted: boolean,
): string {
  const titles = ['Part', 'Types', ...(isCounted ? ['Tested', 'Rejected', 'Passed'] : [])];
  const columns = titles.map((title, i) => (i === 0 ? title : { title, align: 'right' as const }));
  const rows = rowsOf(parts, table, isCounted, '', '');
  return [
    printFilter(filter.tree),
    '',
    formatTable({ columns, rows }).trimEnd(),
    '',
    typesText(filter.types, table),
    pushDownText(filter),
    '',
  ].join('\n');
}

const kindWords = { and: 'all of', or: 'any of', not: 'not' } as const;

function rowsOf(
  part: CountedPart,
  table: EventTable,
  isCounted: boolean,
  head: string,
  indent: string,
): Cell[][] {
  const { checked, children, tested, rejected } = part;
  const name = checked.kind === 'check' ? printFilter(checked.node) : kindWords[checked.kind];
  const counts = isCounted ? [tested, rejected, tested - rejected] : [];
  const below = children.flatMap((child, i) => {
    const isLast = i === children.length - 1;
    const [branch, line] = isLast ? ['└─ ', '   '] : ['├─ ', '│  '];
    return rowsOf(child, table, isCounted, indent + branch, indent + line);
  });
  return [[head + name, typeCount(checked, table), ...counts], ...below];
}

/** How many event types can pass a part; a part that none can pass is a mistake. */
function typeCount(checked: CheckedNode, table: EventTable): Cell {
  const { types } = matchTypes(checked, table, compilePart);
  const count = table.types.filter(({ id }) => types[id] !== Match.NEVER).length;
  return count === 0 ? 'none' : count === table.types.length ? 'all' : count;
}

const MOST_NAMED = 24;
/** Names of ids that have no event. */
const UNUSED = /^NA\d*$/;

function typesText(types: Uint8Array, table: EventTable): string {
  const possible = table.types.filter(({ id }) => types[id] !== Match.NEVER);
  const all = `${String(possible.length)} of ${String(table.types.length)} event types`;
  if (possible.length === 0) return 'No event of any type can pass.';
  if (possible.length === table.types.length) return 'Events of every type can pass.';
  const names = new Map<string, Set<string>>();
  for (const { id, name } of possible) {
    if (UNUSED.test(name)) continue;
    names.set(name, (names.get(name) ?? new Set()).add(id % 2 === 0 ? '>' : '<'));
  }
  const shown = [...names]
    .slice(0, MOST_NAMED)
    .map(([name, directions]) =>
      directions.size === 1 ? `${[...directions].join()} ${name}` : name,
    );
  const rest = names.size - shown.length;
  return `Can pass: ${all}: ${shown.join(', ')}${rest > 0 ? ` and ${String(rest)} others` : ''}.`;
}

function pushDownText(filter: CompiledFilter): string {
  const { pids, comms, types } = pushDownOf(filter);
  const processes = pids
    ? [`processes other than ${pids.join(', ')}`]
    : comms
      ? [`processes with other names than ${comms.join(', ')}`]
      : [];
  const dropped = [...(types.includes(Match.NEVER) ? ['other types'] : []), ...processes];
  if (dropped.length === 0) return 'Live, the kernel sends all events.';
  return (
    `Live, the kernel does not send events of ${dropped.join(', nor of ')},\n` +
    'but for those that change what is known of processes and files.'
  );
}
