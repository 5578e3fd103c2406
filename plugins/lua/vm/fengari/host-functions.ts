import type { LuaState } from './fengari.ts';
import type { HostFunction, LuaInput, LuaResult, LuaValue, VariadicFunction } from '../lua-vm.ts';
import { HostClosure, reserve, type HostEntry } from './calls.ts';
import { push, toHost } from './host-values.ts';
import { raise } from './raise.ts';
import type { Slot } from './values.ts';

/** Which coroutine runs: host functions that call back go on in it. */
export interface Running {
  L: LuaState;
}

type Fixed = (a?: LuaValue, b?: LuaValue, c?: LuaValue, d?: LuaValue) => LuaResult;

/** A function of Lua that is one of the host. Arguments are read from the stack without making an array. */
export function hostFunction(running: Running, name: string, host: HostFunction): HostClosure {
  const call = host as Fixed;
  const entries: Record<number, HostEntry> = {
    0: (L) => guarded(running, L, () => call()),
    1: (L) => {
      const before = running.L;
      running.L = L;
      let result: LuaResult;
      try {
        result = call(argument(L, 1));
      } catch (error) {
        running.L = before;
        return raise(L, error);
      }
      running.L = before;
      return pushResult(L, result);
    },
    2: (L) => guarded(running, L, () => call(argument(L, 1), argument(L, 2))),
    3: (L) => guarded(running, L, () => call(argument(L, 1), argument(L, 2), argument(L, 3))),
  };
  const most: HostEntry = (L) =>
    guarded(running, L, () => call(argument(L, 1), argument(L, 2), argument(L, 3), argument(L, 4)));
  return new HostClosure(running.L, name, entries[host.length] ?? most);
}

export function variadicFunction(
  running: Running,
  name: string,
  host: VariadicFunction,
): HostClosure {
  return new HostClosure(running.L, name, (L) => guarded(running, L, () => host(allArguments(L))));
}

function guarded(running: Running, L: LuaState, call: () => LuaResult): number {
  const before = running.L;
  running.L = L;
  try {
    const result = call();
    running.L = before;
    return pushResult(L, result);
  } catch (error) {
    running.L = before;
    return raise(L, error);
  }
}

function argument(L: LuaState, index: number): LuaValue {
  const at = L.ci.funcOff + index;
  return at < L.top ? toHost(L.stack[at] as Slot) : undefined;
}

export function allArguments(L: LuaState): LuaValue[] {
  const args: LuaValue[] = [];
  for (let at = L.ci.funcOff + 1; at < L.top; at++) args.push(toHost(L.stack[at] as Slot));
  return args;
}

/** How many values were pushed. */
function pushResult(L: LuaState, result: LuaResult): number {
  if (typeof result === 'object' && Array.isArray(result)) {
    reserve(L, result.length);
    for (const value of result as LuaInput[]) push(L, value);
    return result.length;
  }
  push(L, result as LuaInput);
  return 1;
}
