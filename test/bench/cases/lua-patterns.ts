import type { ProcessCase } from '../process-case.ts';

const args = ['-r', '{F}', '-c', 'httplog'];

export default {
  name: 'Lua: httplog',
  measures:
    'a Lua chisel that matches patterns in what goes through sockets, the same script in both',
  ours: args,
  against: { program: 'reference', args },
  goal: { fasterBy: 1 },
} satisfies ProcessCase;
