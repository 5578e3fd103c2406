import { LuaError } from '../vm/lua-error.ts';

/** The error of a call that needs the run to wait at each event, which nothing in the script let expect. */
export function unforeseen(name: string): LuaError {
  return new LuaError(`${name} can't be answered here: run again with --exact`);
}
