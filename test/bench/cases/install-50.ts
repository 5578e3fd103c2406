import type { LimitCase } from '../process-case.ts';
import { servedRegistry } from '../served-registry.ts';

const installed: LimitCase = {
  name: 'install-50',
  measures: 'Installing 50 chisels from a server on this machine.',
  ours: [],
  scene: () => servedRegistry(true),
  limit: { wallMs: 5000 },
};
export default installed;
