import { ldebug, type LuaState } from './fengari.ts';
import { push } from './host-values.ts';

/** Runs Lua, and sees to what is thrown that Fengari doesn't know. */
export function withForeignErrors(L: LuaState, run: () => void): void {
  try {
    run();
  } catch (thrown) {
    throwOn(L, thrown);
  }
}

/**
 * When JavaScript has no stack or no room left, that becomes an error of Lua; anything else that isn't one is
 * the host's: it is noted, and goes on past Lua.
 */
export function throwOn(L: LuaState, thrown: unknown): never {
  if (isErrorOfLua(thrown) || L.l_G.abort !== undefined) throw thrown;
  if (thrown instanceof RangeError) {
    push(L, thrown.message.includes('call stack') ? 'stack overflow' : 'not enough memory');
    ldebug.luaG_errormsg(L);
  }
  L.l_G.abort = { thrown };
  throw thrown;
}

/** Throws on what the host threw: to be called after every protected call. */
export function throwAbort(L: LuaState): void {
  const { abort } = L.l_G;
  if (abort !== undefined) throw abort.thrown;
}

/** Fengari throws the record of the protected call that is to catch it. */
function isErrorOfLua(thrown: unknown): boolean {
  return (
    typeof thrown === 'object' && thrown !== null && 'status' in thrown && 'previous' in thrown
  );
}
