export { examine, type Finding } from './doctor.ts';
export { LiveSource, type LiveCounts, type LiveOptions } from './live-source.ts';
