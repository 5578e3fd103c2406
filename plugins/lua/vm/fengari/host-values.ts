import { lobject, lstate, lstring, type LuaState } from './fengari.ts';
import type { LuaInput, LuaType, LuaValue } from '../lua-vm.ts';
import { FengariTable } from './table.ts';
import {
  BOOLEAN,
  HOST_FUNCTION,
  LIGHT_USERDATA,
  LUA_FUNCTION,
  newSlot,
  newString,
  NIL,
  NUMBER,
  STRING,
  TABLE,
  textOf,
  THREAD,
  USERDATA,
  type FengariString,
  type Slot,
} from './values.ts';

const { LClosure, CClosure, Udata } = lobject;
const { TString } = lstring;
const { lua_State: State } = lstate;

/** A handle is Fengari's own object. */
export function toHost(slot: Slot): LuaValue {
  if (slot.type === STRING) return textOf(slot.value as FengariString);
  return slot.type === NIL ? undefined : (slot.value as LuaValue);
}

/** Puts a value of the host on the stack. */
export function push(L: LuaState, value: LuaInput): void {
  const slot = L.stack[L.top];
  if (slot === undefined) L.stack[L.top] = toSlot(value);
  else fromHost(slot, value);
  L.top++;
}

export function toSlot(value: LuaInput): Slot {
  const slot = newSlot(NIL, null);
  fromHost(slot, value);
  return slot;
}

function fromHost(slot: Slot, value: LuaInput): void {
  switch (typeof value) {
    case 'number':
      slot.type = NUMBER;
      slot.value = value;
      break;
    case 'string':
      slot.type = STRING;
      slot.value = newString(value);
      break;
    case 'boolean':
      slot.type = BOOLEAN;
      slot.value = value;
      break;
    case 'object':
      slot.type = handleType(value);
      slot.value = value;
      break;
    default:
      slot.type = NIL;
      slot.value = null;
  }
}

function handleType(value: object): number {
  if (value instanceof TString) return STRING;
  if (value instanceof FengariTable) return TABLE;
  if (value instanceof LClosure) return LUA_FUNCTION;
  if (value instanceof CClosure) return HOST_FUNCTION;
  if (value instanceof State) return THREAD;
  return value instanceof Udata ? USERDATA : LIGHT_USERDATA;
}

const TYPES = new Map<number, LuaType>([
  [NIL, 'nil'],
  [BOOLEAN, 'boolean'],
  [NUMBER, 'number'],
  [STRING, 'string'],
  [TABLE, 'table'],
  [LUA_FUNCTION, 'function'],
  [HOST_FUNCTION, 'function'],
  [THREAD, 'thread'],
]);

export function slotType(slot: Slot): LuaType {
  return TYPES.get(slot.type) ?? 'userdata';
}

export function hostType(value: LuaInput): LuaType {
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'object':
      return TYPES.get(handleType(value)) ?? 'userdata';
    default:
      return 'nil';
  }
}
