import type { LuaState } from './fengari.ts';
import { ArgumentError } from '../argument-error.ts';
import type { LuaInput } from '../lua-vm.ts';
import { put, type HostEntry } from './calls.ts';
import { push } from './host-values.ts';
import { raise } from './raise.ts';
import type { FengariTable } from './table.ts';
import { HOST_FUNCTION, LUA_FUNCTION, nilSlot, TABLE, type Slot } from './values.ts';

/** Library functions on the stack itself: arguments from the frame's base on; how many results they pushed. */
export type Entries = Readonly<Record<string, HostEntry>>;

/** Errors that an entry throws become errors of Lua. */
export function guardEntry(entry: HostEntry): HostEntry {
  return (L) => {
    try {
      return entry(L);
    } catch (error) {
      return raise(L, error);
    }
  };
}

export function argumentCount(L: LuaState): number {
  return L.top - L.ci.funcOff - 1;
}

/** An argument, counted from 1; nil when it is missing. */
export function argument(L: LuaState, index: number): Slot {
  const at = L.ci.funcOff + index;
  return at < L.top ? (L.stack[at] as Slot) : nilSlot;
}

/** An argument that must be there, even if nil. */
export function anyArgument(L: LuaState, index: number): Slot {
  if (index > argumentCount(L)) throw new ArgumentError(index, 'value expected');
  return L.stack[L.ci.funcOff + index] as Slot;
}

export function tableArgument(L: LuaState, index: number): FengariTable {
  const slot = argument(L, index);
  if (slot.type !== TABLE) throw new ArgumentError(index, 'table expected', true);
  return slot.value as FengariTable;
}

export function functionArgument(L: LuaState, index: number): Slot {
  const slot = argument(L, index);
  if (!isFunction(slot)) throw new ArgumentError(index, 'function expected', true);
  return slot;
}

export function isFunction(slot: Slot): boolean {
  return slot.type === LUA_FUNCTION || slot.type === HOST_FUNCTION;
}

/** Pushes results. */
export function results(L: LuaState, ...values: LuaInput[]): number {
  for (const value of values) push(L, value);
  return values.length;
}

export function pushSlot(L: LuaState, slot: Slot): number {
  put(L.stack, L.top, slot);
  L.top++;
  return 1;
}
