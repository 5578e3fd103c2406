import type { ProcessCase } from '../process-case.ts';

const args = ['-r', '{F}', '-c', 'spy_file'];

export default {
  name: 'Lua: spy_file',
  measures:
    'a Lua chisel that formats a line for each input and output of a file, the same script in both',
  ours: args,
  against: { program: 'reference', args },
  goal: { fasterBy: 1 },
} satisfies ProcessCase;
