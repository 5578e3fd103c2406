import type { LimitCase } from '../process-case.ts';

export default {
  name: 'memory',
  measures: 'the peak of resident memory while every event is printed',
  ours: ['-r', '{F}'],
  limit: { peakMb: 150 },
} satisfies LimitCase;
