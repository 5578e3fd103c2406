import type { ProcessCase } from '../process-case.ts';

const args = ['-r', '{F}', '-c', 'fdbytes_by', 'fd.name'];

export default {
  name: 'Lua: fdbytes_by fd.name',
  measures: 'a Lua chisel that fills a table of many rows, the same script in both',
  ours: args,
  against: { program: 'reference', args },
  goal: { fasterBy: 1 },
} satisfies ProcessCase;
