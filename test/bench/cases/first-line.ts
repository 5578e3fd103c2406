import type { LimitCase } from '../process-case.ts';

export default {
  name: 'first line',
  measures: 'from starting the command to the first byte it prints of a small capture',
  ours: ['-r', '{SMALL}', '-n', '1000'],
  limit: { firstByteMs: 150 },
} satisfies LimitCase;
