import type { LuaValue } from './lua-vm.ts';

/** An error of Lua: what `error` was given, and where. */
export class LuaError extends Error {
  /** The error value, mostly a string: the same as `message`. */
  readonly value: LuaValue;
  /** As `debug.traceback` writes it; empty for an error that a host function throws. */
  readonly traceback: string;

  constructor(message: string, value: LuaValue = message, traceback = '') {
    super(message);
    this.name = 'LuaError';
    this.value = value;
    this.traceback = traceback;
  }
}
