/**
 * For the tests of a chisel, in any test runner: synthetic events, captures, expected outputs. A chisel is
 * run by the `chisel` command, so what is tested is what users get: sandbox, limits and all.
 */
export { events, EventBuilder } from './event-builder.ts';
export type { EventFields } from './event-builder.ts';
export { expectOutput } from './expect-output.ts';
export type { ExpectOptions } from './expect-output.ts';
export { runChisel } from './run-chisel.ts';
export type { ChiselOutcome, RunOptions } from './run-chisel.ts';
