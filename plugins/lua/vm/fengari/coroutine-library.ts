import { lapi, ldebug, ldo, lstate, type LuaState } from './fengari.ts';
import { ArgumentError } from '../argument-error.ts';
import { HostClosure } from './calls.ts';
import { throwAbort } from './foreign-errors.ts';
import {
  argument,
  argumentCount,
  functionArgument,
  guardEntry,
  pushSlot,
  results,
  type Entries,
} from './entries.ts';
import { push } from './host-values.ts';
import { where } from './raise.ts';
import { STRING, textOf, THREAD, type FengariString, type Slot } from './values.ts';

const OK = 0;
const YIELD = 1;

/** The table `coroutine`. */
export function coroutineLibrary(): Entries {
  return {
    create: (L) => {
      create(L);
      return 1;
    },
    wrap: (L) => {
      const thread = create(L);
      L.top--;
      const entry = guardEntry((caller) => wrapped(caller, thread));
      return results(L, new HostClosure(L, 'wrap', entry) as never);
    },
    resume: (L) => {
      const thread = threadArgument(L);
      const count = resume(L, thread, argumentCount(L) - 1);
      return insertFlag(L, count >= 0, Math.abs(count));
    },
    yield: (L) => ldo.lua_yield(L, argumentCount(L)),
    status: (L) => results(L, statusOf(L, threadArgument(L))),
    running: (L) => {
      if (L === L.l_G.mainthread) return results(L, undefined);
      return results(L, L as never);
    },
    isyieldable: (L) => results(L, ldo.lua_isyieldable(L)),
  };
}

/** Leaves the new coroutine on the stack. */
function create(L: LuaState): LuaState {
  const body = functionArgument(L, 1);
  const thread = lstate.lua_newthread(L);
  pushSlot(thread, body);
  return thread;
}

function threadArgument(L: LuaState): LuaState {
  const slot = argument(L, 1);
  if (slot.type !== THREAD) throw new ArgumentError(1, 'coroutine expected');
  return slot.value as LuaState;
}

/** Moves arguments over and results back; their number, or -1 for an error value. */
function resume(L: LuaState, thread: LuaState, count: number): number {
  if (thread.status === OK && thread.top === thread.ci.funcOff + 1) {
    push(L, 'cannot resume dead coroutine');
    return -1;
  }
  if (!lapi.lua_checkstack(thread, count)) {
    push(L, 'too many arguments to resume');
    return -1;
  }
  lapi.lua_xmove(L, thread, count);
  const status = ldo.lua_resume(thread, L, count);
  throwAbort(L);
  if (status !== OK && status !== YIELD) {
    lapi.lua_xmove(thread, L, 1);
    return -1;
  }
  const given = thread.top - thread.ci.funcOff - 1;
  lapi.lua_checkstack(L, given + 1);
  lapi.lua_xmove(thread, L, given);
  return given;
}

function wrapped(L: LuaState, thread: LuaState): number {
  const count = resume(L, thread, argumentCount(L));
  if (count >= 0) return count;
  const error = L.stack[L.top - 1] as Slot;
  if (error.type === STRING) push(L, where(L, 1) + textOf(error.value as FengariString));
  return ldebug.luaG_errormsg(L);
}

/** Puts a flag before the `count` topmost values. */
function insertFlag(L: LuaState, flag: boolean, count: number): number {
  push(L, flag);
  lapi.lua_insert(L, -(count + 1));
  return count + 1;
}

function statusOf(L: LuaState, thread: LuaState): string {
  if (L === thread) return 'running';
  if (thread.status === YIELD) return 'suspended';
  if (thread.status !== OK) return 'dead';
  if (thread.ci !== thread.base_ci) return 'normal';
  return thread.top === thread.ci.funcOff + 1 ? 'dead' : 'suspended';
}
