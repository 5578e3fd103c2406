import type { ProcessCase } from '../process-case.ts';

export default {
  name: 'topfiles',
  measures: "our topfiles in its sandbox against the reference's topfiles_bytes",
  ours: ['-r', '{F}', '-c', 'topfiles'],
  against: { program: 'reference', args: ['-r', '{F}', '-c', 'topfiles_bytes'] },
  goal: { fasterBy: 3 },
} satisfies ProcessCase;
