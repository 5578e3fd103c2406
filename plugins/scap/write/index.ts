export { BlockCopier } from './block-copier.ts';
export { CaptureFiles } from './capture-files.ts';
export { CaptureRecorder, type RecorderOptions } from './capture-recorder.ts';
export { filterProcesses } from './filter-processes.ts';
export { FlightRecorder } from './flight-recorder.ts';
export { EventSanitizer } from './sanitize-event.ts';
export { sanitizeTables } from './sanitize-tables.ts';
export { openOutput } from './open-output.ts';
