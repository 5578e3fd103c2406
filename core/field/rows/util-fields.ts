import { defineFields } from '../define-fields.ts';

/** Helpers for output. */
export const utilFields = defineFields({ class: 'util' }, [
  {
    name: 'util.cnt',
    type: 'uint64',
    format: 'ID',
    hidden: true,
    remembers: true,
    description: 'Counts up by one each time it is shown.',
    bind: () => {
      let count = 0;
      return { extract: () => ++count };
    },
  },
]);
