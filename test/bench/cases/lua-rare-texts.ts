import type { ProcessCase } from '../process-case.ts';

const args = ['-r', '{F}', '-c', 'scallslower', '1'];

export default {
  name: 'Lua: scallslower 1',
  measures:
    'a Lua chisel that looks at each event and reads most of its fields at few, the same script in both',
  ours: args,
  against: { program: 'reference', args },
  goal: { fasterBy: 1 },
} satisfies ProcessCase;
