import type { ProcessCase } from '../process-case.ts';

export default {
  name: 'fd.name contains /etc',
  measures: 'a filter that needs the thread and fd tables, and printing the lines that pass',
  ours: ['-r', '{F}', 'fd.name contains /etc'],
  against: { program: 'reference', args: ['-r', '{F}', 'fd.name contains /etc'] },
  goal: { fasterBy: 3 },
} satisfies ProcessCase;
