import type { GroupEntry, UserEntry } from '@chisel/core/event/source.ts';
import type { TableCursor } from './table-cursor.ts';

const USER = 0;

export interface UserTables {
  users: UserEntry[];
  groups: GroupEntry[];
}

/** Reads a list of users and groups. */
export function readUsers(cursor: TableCursor, version: number): UserTables {
  const tables: UserTables = { users: [], groups: [] };
  while (cursor.nextEntry()) readEntry(cursor, version, tables);
  return tables;
}

/** From version 2 on an entry starts with its length, which counts itself. */
function readEntry(cursor: TableCursor, version: number, tables: UserTables): void {
  const start = cursor.at;
  const length = version < 2 ? 0 : cursor.u32('user length');
  const end = version < 2 ? 0 : cursor.entryEnd(start, length, 'user');
  if (cursor.u8('user or group') === USER) tables.users.push(readUser(cursor));
  else tables.groups.push(readGroup(cursor));
  if (end > 0) cursor.finishEntry(end, 'user');
}

function readUser(cursor: TableCursor): UserEntry {
  return {
    uid: cursor.u32('uid'),
    gid: cursor.u32('gid'),
    name: cursor.string('user name'),
    home: cursor.string('home directory'),
    shell: cursor.string('shell'),
  };
}

function readGroup(cursor: TableCursor): GroupEntry {
  return { gid: cursor.u32('gid'), name: cursor.string('group name') };
}
