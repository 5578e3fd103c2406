import type { StartTables } from '@chisel/core/event/source.ts';

export function emptyTables(): StartTables {
  return { machine: undefined, interfaces: [], users: [], groups: [], threads: [], fds: [] };
}
