import { Need } from '../../state/needs.ts';
import { defineFields } from '../define-fields.ts';

/** The group of the thread. */
export const groupFields = defineFields({ class: 'group', needs: Need.USERS | Need.THREADS }, [
  {
    name: 'group.gid',
    type: 'uint64',
    format: 'ID',
    description: 'Number of the group.',
    needs: Need.THREADS,
    extract: ({ thread }) => thread?.gid,
  },
  {
    name: 'group.name',
    description: 'Name of the group.',
    extract: ({ thread, state }) => thread && state.groups.get(thread.gid)?.name,
  },
]);
