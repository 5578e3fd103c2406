export { examine, type Finding } from './doctor.ts';
export { LiveSource, type LiveOptions } from './live-source.ts';
export type { ProbeCounts } from './probe.ts';
