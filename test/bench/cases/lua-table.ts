import type { ProcessCase } from '../process-case.ts';

const args = ['-r', '{F}', '-c', 'topprocs_file'];

export default {
  name: 'Lua: topprocs_file',
  measures: 'a Lua chisel that fills a table of few rows, the same script in both',
  ours: args,
  against: { program: 'reference', args },
  goal: { fasterBy: 1 },
} satisfies ProcessCase;
