import type { Edition } from '@chisel/core/event/event-table.ts';
import type { FdTableEntry, StartTables, ThreadEntry } from '@chisel/core/event/source.ts';

/** The last fd type that sysdig 0.29.3 knows: it stops reading at a larger one. */
const LAST_CLASSIC_TYPE = 16;
const UNSUPPORTED = 10;

/**
 * The tables as the edition's readers understand them. Of a live capture, classic ones take the long
 * tail of a process for the short one, so that it is left out; a file's own stays as it was.
 */
export function tablesForReaders(
  tables: StartTables,
  { edition, live }: { edition: Edition; live: boolean },
): StartTables {
  if (edition === 'newest') return tables;
  return {
    ...tables,
    threads: live ? tables.threads.map(withShortTail) : tables.threads,
    fds: tables.fds.map(({ tid, entries }) => ({ tid, entries: entries.map(withClassicType) })),
  };
}

function withShortTail(thread: ThreadEntry): ThreadEntry {
  return { ...thread, pidnsInitStartNs: undefined };
}

function withClassicType(fd: FdTableEntry): FdTableEntry {
  return fd.type > LAST_CLASSIC_TYPE ? { ...fd, type: UNSUPPORTED } : fd;
}
