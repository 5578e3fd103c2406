import type { LimitCase } from '../process-case.ts';

export default {
  name: 'Lua: start',
  measures: 'a Lua chisel with its modules on a capture of few events, from start to end',
  ours: ['-r', '{SMALL}', '-c', 'topfiles_bytes'],
  limit: { wallMs: 200 },
} satisfies LimitCase;
