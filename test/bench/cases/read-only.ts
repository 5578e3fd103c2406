import type { ProcessCase } from '../process-case.ts';

export default {
  name: 'read only',
  measures: 'start-up, reading the file and counting its events, with no consumer at all',
  ours: ['-q', '-r', '{F}'],
  against: { program: 'reference', args: ['-q', '-r', '{F}'] },
  goal: { fasterBy: 3 },
} satisfies ProcessCase;
