export { ChiselError, defineError, errorCodes } from './errors/chisel-error.ts';
export type { ErrorDefinition, ErrorText } from './errors/chisel-error.ts';
