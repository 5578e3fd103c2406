import { createRequire } from 'node:module';
import type ivm from 'isolated-vm';

let loaded: typeof ivm | undefined;

/** The addon, loaded when the first chisel runs. */
export function loadIsolatedVm(): typeof ivm {
  loaded ??= createRequire(import.meta.url)('isolated-vm') as typeof ivm;
  return loaded;
}
