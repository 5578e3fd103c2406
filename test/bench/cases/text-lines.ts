import type { ProcessCase } from '../process-case.ts';

export default {
  name: 'text lines',
  measures: 'every event as a default line, thrown away by the system',
  ours: ['-r', '{F}'],
  against: { program: 'reference', args: ['-r', '{F}'] },
  goal: { fasterBy: 6 },
} satisfies ProcessCase;
