export { openCaptures, type CaptureOptions, type CaptureSource } from './read/capture-source.ts';
