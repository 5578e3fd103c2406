import type { ProcessCase } from '../process-case.ts';

export default {
  name: 'copy',
  measures: 'saving all events of a capture, whole blocks at once, to where the system drops them',
  ours: ['-r', '{F}', '-w', '/dev/null'],
  against: { program: 'reference', args: ['-r', '{F}', '-w', '/dev/null'] },
  goal: { fasterBy: 2 },
} satisfies ProcessCase;
