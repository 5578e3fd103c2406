import type { Guest, GuestSetup, Runtime } from '@chisel/core/sandbox/runtime.ts';
import { TypeScriptGuest } from './typescript-guest.ts';

/** Runs chisels written in TypeScript or JavaScript, each in a V8 isolate of its own. */
export const typescriptRuntime: Runtime = {
  name: 'typescript',
  text: 'unicode',
  createGuest: (setup: GuestSetup): Guest => new TypeScriptGuest(setup),
};
