import { lapi, type LuaState } from './fengari.ts';
import { throwAbort } from './foreign-errors.ts';
import {
  anyArgument,
  argument,
  argumentCount,
  functionArgument,
  pushSlot,
  type Entries,
} from './entries.ts';
import { put } from './calls.ts';
import type { Slot } from './values.ts';
import { newSlot } from './values.ts';

const ALL = -1;
const YIELDED = 1;

/** `pcall` and `xpcall`, which coroutines may yield across. */
export function protectedLibrary(): Entries {
  /** `first` is the index of the flag below the results. */
  const finish = (L: LuaState, status: number, below: number): number => {
    throwAbort(L);
    const flag = L.ci.funcOff + 1 + below;
    if (status > YIELDED) {
      putFlag(L, flag, false);
      L.stack[flag + 1]?.setfrom(L.stack[L.top - 1] as Slot);
      L.top = flag + 2;
    }
    return L.top - flag;
  };
  return {
    pcall: (L) => {
      anyArgument(L, 1);
      insertTrue(L, 1);
      const status = lapi.lua_pcallk(L, argumentCount(L) - 2, ALL, 0, 0, finish);
      return finish(L, status, 0);
    },
    xpcall: (L) => {
      anyArgument(L, 1);
      functionArgument(L, 2);
      const handler = copyOf(argument(L, 2));
      const callee = copyOf(argument(L, 1));
      put(L.stack, L.ci.funcOff + 1, handler);
      put(L.stack, L.ci.funcOff + 2, callee);
      insertTrue(L, 2);
      const status = lapi.lua_pcallk(L, argumentCount(L) - 3, ALL, 1, 1, finish);
      return finish(L, status, 1);
    },
  };
}

function copyOf(slot: Slot): Slot {
  return newSlot(slot.type, slot.value);
}

/** Puts `true` before an argument: the first result, if all goes well. */
function insertTrue(L: LuaState, index: number): void {
  const at = L.ci.funcOff + index;
  pushSlot(L, argument(L, index));
  for (let i = L.top - 1; i > at; i--) put(L.stack, i, L.stack[i - 1] as Slot);
  putFlag(L, at, true);
}

function putFlag(L: LuaState, at: number, value: boolean): void {
  put(L.stack, at, newSlot(BOOLEAN, value));
}

const BOOLEAN = 1;
