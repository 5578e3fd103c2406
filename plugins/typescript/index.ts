export { buildChisels, type ChiselSource } from './build-chisels.ts';
export type { Diagnostic } from './check-types.ts';
export { typescriptRuntime } from './typescript-runtime.ts';
