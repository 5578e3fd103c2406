export { LiveSource, type LiveOptions } from './live-source.ts';
