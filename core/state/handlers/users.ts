import type { Event } from '../event.ts';
import { Need } from '../needs.ts';
import type { State } from '../state.ts';
import type { HandlerRow } from './handler.ts';

function onUserAdded(event: Event, state: State): void {
  state.userTable.addUser(
    {
      uid: event.u32(0),
      gid: event.u32(1),
      name: event.text(2),
      home: event.text(3),
      shell: event.text(4),
    },
    event.text(5),
  );
}

function onUserDeleted(event: Event, state: State): void {
  state.userTable.removeUser(event.u32(0), event.text(5));
}

function onGroupAdded(event: Event, state: State): void {
  state.userTable.addGroup({ gid: event.u32(0), name: event.text(1) }, event.text(2));
}

function onGroupDeleted(event: Event, state: State): void {
  state.userTable.removeGroup(event.u32(0), event.text(2));
}

export const userRows: readonly HandlerRow[] = [
  { needs: Need.USERS, events: ['useradded>'], create: () => onUserAdded },
  { needs: Need.USERS, events: ['userdeleted>'], create: () => onUserDeleted },
  { needs: Need.USERS, events: ['groupadded>'], create: () => onGroupAdded },
  { needs: Need.USERS, events: ['groupdeleted>'], create: () => onGroupDeleted },
];
