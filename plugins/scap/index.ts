export { openCaptures, type CaptureOptions, type CaptureSource } from './capture-source.ts';
