import type { ProcessCase } from '../process-case.ts';

const args = ['-r', '{F}', '-c', 'echo_fds'];

export default {
  name: 'Lua: echo_fds',
  measures:
    'a Lua chisel that prints a line and a buffer for each input and output, the same script in both',
  ours: args,
  against: { program: 'reference', args },
  goal: { fasterBy: 1 },
} satisfies ProcessCase;
