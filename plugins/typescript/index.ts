export { buildChisel } from './build-chisel.ts';
export { checkTypes, type Diagnostic } from './check-types.ts';
export { typescriptRuntime } from './typescript-runtime.ts';
