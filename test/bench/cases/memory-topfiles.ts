import type { LimitCase } from '../process-case.ts';

export default {
  name: 'memory, topfiles',
  measures: 'the peak of resident memory with one chisel in its sandbox',
  ours: ['-r', '{F}', '-c', 'topfiles'],
  limit: { peakMb: 150 },
} satisfies LimitCase;
