import type { ProcessCase } from '../process-case.ts';

export default {
  name: 'evt.type=openat',
  measures: 'a filter that the event type alone decides, and printing the lines that pass',
  ours: ['-r', '{F}', 'evt.type=openat'],
  against: { program: 'reference', args: ['-r', '{F}', 'evt.type=openat'] },
  goal: { fasterBy: 3 },
} satisfies ProcessCase;
