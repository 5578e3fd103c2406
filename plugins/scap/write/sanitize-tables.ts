import type { StartTables } from '@chisel/core/event/source.ts';

/** The tables without the arguments and environments of processes. */
export function sanitizeTables(tables: StartTables): StartTables {
  return { ...tables, threads: tables.threads.map((thread) => ({ ...thread, args: '', env: '' })) };
}
