import { isEnter, type EventTable, type EventType } from '../../event/event-table.ts';
import { closeRows } from './close.ts';
import { cloneRows } from './clone.ts';
import { connectRows } from './connect.ts';
import { containerRows } from './containers.ts';
import { directoryRows } from './directory.ts';
import { duplicateRows } from './duplicate.ts';
import { execveRows } from './execve.ts';
import { exitRows } from './exit.ts';
import type { Handler, HandlerRow } from './handler.ts';
import { identityRows } from './identity.ts';
import { limitRows } from './limits.ts';
import { memoryRows } from './memory.ts';
import { newFdRows } from './new-fd.ts';
import { openRows } from './open.ts';
import { socketRows } from './socket.ts';
import { storeRows } from './store.ts';
import { transferRows } from './transfer.ts';
import { userRows } from './users.ts';

const rows: readonly HandlerRow[] = [
  ...storeRows,
  ...openRows,
  ...closeRows,
  ...socketRows,
  ...connectRows,
  ...transferRows,
  ...duplicateRows,
  ...newFdRows,
  ...cloneRows,
  ...execveRows,
  ...exitRows,
  ...directoryRows,
  ...identityRows,
  ...limitRows,
  ...memoryRows,
  ...containerRows,
  ...userRows,
];

/** The handlers by event id, of the rows whose needs are all asked for. */
export function selectHandlers(table: EventTable, needs: number): (Handler | undefined)[] {
  const handlers = new Array<Handler | undefined>(table.types.length).fill(undefined);
  for (const row of rows) {
    if ((row.needs & needs) !== row.needs) continue;
    if (row.newestOnly === true && table.edition === 'classic') continue;
    for (const name of row.events) {
      for (const type of typesOf(table, name)) handlers[type.id] = row.create(type, table);
    }
  }
  return handlers;
}

/** All versions of `name>` or `name<`. */
function typesOf(table: EventTable, name: string): readonly EventType[] {
  const wantEnter = name.endsWith('>');
  return table.named(name.slice(0, -1)).filter((type) => isEnter(type.id) === wantEnter);
}
