import type { ProcessCase } from '../process-case.ts';

export default {
  name: 'JSON lines',
  measures: 'every event as a JSON object, thrown away by the system',
  ours: ['-j', '-r', '{F}'],
  against: { program: 'reference', args: ['-j', '-r', '{F}'] },
  goal: { fasterBy: 6 },
} satisfies ProcessCase;
