import { Need } from '../../state/needs.ts';
import type { Event } from '../../state/event.ts';
import type { UserEntry } from '../../event/source.ts';
import { defineFields } from '../define-fields.ts';

const USERS = Need.USERS | Need.THREADS;

/** On whose behalf the thread runs. */
export const userFields = defineFields({ class: 'user', needs: USERS }, [
  {
    name: 'user.uid',
    type: 'uint32',
    format: 'ID',
    description: 'Number of the user.',
    needs: Need.THREADS,
    extract: ({ thread }) => thread?.uid,
  },
  {
    name: 'user.name',
    description: 'Name of the user.',
    extract: (event) => userOf(event)?.name,
  },
  {
    name: 'user.homedir',
    description: 'Home directory of the user.',
    extract: (event) => userOf(event)?.home,
  },
  {
    name: 'user.shell',
    description: 'Login shell of the user.',
    extract: (event) => userOf(event)?.shell,
  },
  {
    name: 'user.loginuid',
    type: 'int32',
    format: 'ID',
    description: 'Number of the user who logged in, -1 when nobody did.',
    needs: Need.THREADS,
    extract: ({ thread }) => thread && thread.loginuid | 0,
  },
  {
    name: 'user.loginname',
    description: 'Name of the user who logged in.',
    extract: ({ thread, state }) => thread && state.users.get(thread.loginuid)?.name,
  },
]);

function userOf({ thread, state }: Event): UserEntry | undefined {
  return thread && state.users.get(thread.uid);
}
