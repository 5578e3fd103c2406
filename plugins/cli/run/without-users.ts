import type { Source, SourceItem } from '@chisel/core/event/source.ts';

/** The same source with its user and group tables left out. */
export function withoutUsers(source: Source): Source {
  return {
    name: source.name,
    live: source.live,
    demand: (demand) => source.demand?.(demand),
    next: async () => strip(await source.next()),
    leave: (count) => source.leave?.(count),
    progress: () => source.progress(),
    close: () => source.close(),
  };
}

function strip(item: SourceItem | undefined): SourceItem | undefined {
  if (item?.kind !== 'section') return item;
  return { ...item, tables: { ...item.tables, users: [], groups: [] } };
}
