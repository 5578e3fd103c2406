export { typescriptRuntime } from './typescript-runtime.ts';
