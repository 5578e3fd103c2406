import type { LClosure, LuaState } from './fengari.ts';
import { integerArgument } from '../../lib51/arguments.ts';
import { ArgumentError } from '../argument-error.ts';
import { LuaError } from '../lua-error.ts';
import { environmentOf } from './chunk.ts';
import type { Context } from './context.ts';
import {
  argument,
  argumentCount,
  isFunction,
  pushSlot,
  results,
  tableArgument,
  type Entries,
} from './entries.ts';
import { toHost } from './host-values.ts';
import { frameAt } from './raise.ts';
import type { FengariTable } from './table.ts';
import { LUA_FUNCTION, newSlot, NIL, TABLE, type Slot } from './values.ts';

/** Environments of functions that use no globals, so have no cell for them. */
const kept = new WeakMap<LClosure, FengariTable>();

/** `getfenv` and `setfenv`. */
export function environmentLibrary(context: Context): Entries {
  return {
    getfenv: (L) => {
      const callee = target(L, 1);
      if (callee === undefined) return results(L, context.globals as never);
      return results(L, getEnvironment(context, callee) as never);
    },
    setfenv: (L) => {
      const environment = tableArgument(L, 2);
      const callee = target(L, undefined);
      if (callee === undefined) {
        (L.l_G.l_registry.value as FengariTable).getNumber(GLOBALS).value = environment;
        return results(L, L as never);
      }
      if (callee.type !== LUA_FUNCTION) {
        throw new LuaError("'setfenv' cannot change environment of given object");
      }
      setEnvironment(callee.value as LClosure, environment);
      return pushSlot(L, callee);
    },
  };
}

/** Where Fengari keeps the table that new chunks get. */
const GLOBALS = 2;

/** The function that the first argument means; undefined: level 0, the whole state. */
function target(L: LuaState, absent: number | undefined): Slot | undefined {
  const slot = argument(L, 1);
  if (isFunction(slot)) return slot;
  if (slot.type === NIL && absent === undefined && argumentCount(L) < 1) {
    throw new ArgumentError(1, 'number expected', true);
  }
  const level = integerArgument(toHost(slot), 1, absent);
  if (level < 0) throw new ArgumentError(1, 'level must be non-negative');
  if (level === 0) return undefined;
  const frame = frameAt(L, level);
  if (frame === undefined) throw new ArgumentError(1, 'invalid level');
  return frame.func;
}

export function getEnvironment(context: Context, callee: Slot): FengariTable {
  if (callee.type !== LUA_FUNCTION) return context.globals;
  const closure = callee.value as LClosure;
  const cell = environmentOf(closure);
  if (cell < 0) return kept.get(closure) ?? context.globals;
  return (closure.upvals[cell] as Slot).value as FengariTable;
}

/** Only this function's: it gets a cell of its own, which functions made in it share. */
export function setEnvironment(closure: LClosure, environment: FengariTable): void {
  const cell = environmentOf(closure);
  if (cell < 0) kept.set(closure, environment);
  else closure.upvals[cell] = newSlot(TABLE, environment);
}
