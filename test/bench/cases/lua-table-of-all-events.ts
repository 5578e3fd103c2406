import type { ProcessCase } from '../process-case.ts';

const args = ['-r', '{F}', '-c', 'topscalls'];

export default {
  name: 'Lua: topscalls',
  measures: 'a Lua chisel that counts every event, the same script in both',
  ours: args,
  against: { program: 'reference', args },
  goal: { fasterBy: 1 },
} satisfies ProcessCase;
