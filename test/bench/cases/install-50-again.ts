import type { LimitCase } from '../process-case.ts';
import { servedRegistry } from '../served-registry.ts';

const installed: LimitCase = {
  name: 'install-50-again',
  measures: 'Installing the same 50 chisels again.',
  ours: [],
  scene: () => servedRegistry(false),
  limit: { wallMs: 500 },
};
export default installed;
