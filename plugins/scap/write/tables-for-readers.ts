import type { Edition } from '@chisel/core/event/event-table.ts';
import type { FdTableEntry, StartTables, ThreadEntry } from '@chisel/core/event/source.ts';

/** The last fd type that sysdig 0.29.3 knows: it stops reading at a larger one. */
const LAST_CLASSIC_TYPE = 16;
const UNSUPPORTED = 10;

/**
 * The tables as readers accept them. Classic ones take the long tail of a process for the short one, so
 * that of a live capture it is left out; a file's own stays as it was.
 */
export function tablesForReaders(
  tables: StartTables,
  { edition, live }: { edition: Edition; live: boolean },
): StartTables {
  const isClassic = edition === 'classic';
  const threads = isClassic && live ? tables.threads.map(withShortTail) : tables.threads;
  const fds = fdsOfThreads(tables);
  return { ...tables, threads, fds: isClassic ? fds.map(withClassicTypes) : fds };
}

/** A list of fds whose thread is not in the process list makes readers refuse the file. */
function fdsOfThreads({ threads, fds }: StartTables): StartTables['fds'] {
  const tids = new Set(threads.map(({ tid }) => tid));
  return fds.filter(({ tid }) => tids.has(tid));
}

function withShortTail(thread: ThreadEntry): ThreadEntry {
  return { ...thread, pidnsInitStartNs: undefined };
}

function withClassicTypes({
  tid,
  entries,
}: StartTables['fds'][number]): StartTables['fds'][number] {
  return { tid, entries: entries.map(withClassicType) };
}

function withClassicType(fd: FdTableEntry): FdTableEntry {
  return fd.type > LAST_CLASSIC_TYPE ? { ...fd, type: UNSUPPORTED } : fd;
}
