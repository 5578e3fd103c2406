import type { ProcessCase } from '../process-case.ts';

const args = ['-r', '{F}', '-c', 'iobytes'];

export default {
  name: 'Lua: iobytes',
  measures: 'a Lua chisel that prints a line each second of the capture, the same script in both',
  ours: args,
  against: { program: 'reference', args },
  goal: { fasterBy: 1 },
} satisfies ProcessCase;
