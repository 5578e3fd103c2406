import type { SectionStart, Source, SourceItem } from '@chisel/core/event/source.ts';

/** Reads the tables at the head of a source; the source that is given back begins with them all the same. */
export async function peekSection(
  source: Source,
): Promise<{ source: Source; section: SectionStart | undefined }> {
  let first: SourceItem | undefined = await source.next();
  const section = first?.kind === 'section' ? first : undefined;
  const next = (): Promise<SourceItem | undefined> => {
    if (first === undefined) return source.next();
    const item = first;
    first = undefined;
    return Promise.resolve(item);
  };
  const { name, live } = source;
  const peeked: Source = {
    name,
    live,
    demand: (demand) => source.demand?.(demand),
    next,
    leave: (count) => source.leave?.(count),
    progress: () => source.progress(),
    close: () => source.close(),
  };
  return { source: peeked, section };
}
