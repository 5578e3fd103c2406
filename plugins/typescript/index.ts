export { buildChisel } from './build-chisel.ts';
export { buildChisels, type ChiselSource } from './build-chisels.ts';
export { checkTypes, type Diagnostic } from './check-types.ts';
export { typescriptRuntime } from './typescript-runtime.ts';
