import type { ProcessCase } from '../process-case.ts';

const topfiles = ['-c', 'topfiles'];

export default {
  name: 'eight chisels',
  measures: 'eight sandboxes over one pass against one sandbox over one pass',
  ours: ['-r', '{F}', ...Array.from({ length: 8 }, () => topfiles).flat()],
  against: { program: 'chisel', args: ['-r', '{F}', ...topfiles] },
  goal: { longerBy: 2 },
} satisfies ProcessCase;
