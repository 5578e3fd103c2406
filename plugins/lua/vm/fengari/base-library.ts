import { ldebug, lobject, type LuaState } from './fengari.ts';
import { integerArgument } from '../../lib51/arguments.ts';
import { digitsToNumber, textToNumber } from '../../lib51/text-to-number.ts';
import { ArgumentError } from '../argument-error.ts';
import { LuaError } from '../lua-error.ts';
import { setRaw } from './access.ts';
import { equals, isTrue } from './arithmetic.ts';
import { put, reserve } from './calls.ts';
import {
  anyArgument,
  argument,
  argumentCount,
  pushSlot,
  results,
  tableArgument,
  type Entries,
} from './entries.ts';
import { push, slotType, toHost } from './host-values.ts';
import { nextEntry } from './install.ts';
import { where } from './raise.ts';
import { FengariTable } from './table.ts';
import { plainText, toTextSlot } from './text.ts';
import {
  nilSlot,
  NUMBER,
  STRING,
  TABLE,
  textOf,
  USERDATA,
  type FengariString,
  type Slot,
} from './values.ts';

/** Global functions about values. */
export const valueFunctions: Entries = {
  assert: assertTrue,
  collectgarbage,
  error,
  gcinfo: (L) => results(L, MEMORY_KB),
  getmetatable,
  newproxy,
  rawequal: (L) => results(L, equals(null, anyArgument(L, 1), anyArgument(L, 2))),
  rawget: (L) => pushSlot(L, tableArgument(L, 1).get(anyArgument(L, 2))),
  rawset,
  select,
  setmetatable,
  tonumber,
  tostring: (L) => pushSlot(L, toTextSlot(L, anyArgument(L, 1))),
  type: (L) => results(L, slotType(anyArgument(L, 1))),
  unpack,
};

/** What `collectgarbage "count"` answers: V8 collects as it likes and doesn't tell what is Lua's. */
const MEMORY_KB = 1024;
const COLLECT_OPTIONS = new Set([
  'stop',
  'restart',
  'collect',
  'count',
  'step',
  'setpause',
  'setstepmul',
]);

function assertTrue(L: LuaState): number {
  if (isTrue(anyArgument(L, 1))) return argumentCount(L);
  if (argumentCount(L) < 2) throw new LuaError('assertion failed!');
  const message = toHost(argument(L, 2));
  if (typeof message === 'string') throw new LuaError(message);
  return ldebug.luaG_errormsg(L);
}

function collectgarbage(L: LuaState): number {
  const option = argumentCount(L) === 0 ? 'collect' : toHost(argument(L, 1));
  if (option !== undefined && !COLLECT_OPTIONS.has(String(option))) {
    throw new ArgumentError(1, `invalid option '${String(option)}'`);
  }
  if (option === 'step') return results(L, true);
  return results(L, option === 'count' ? MEMORY_KB : 0);
}

function error(L: LuaState): number {
  const value = argument(L, 1);
  const level = integerArgument(toHost(argument(L, 2)), 2, 1);
  if ((value.type === STRING || value.type === NUMBER) && level > 0) {
    push(L, where(L, level) + plainText(value));
  } else pushSlot(L, value);
  return ldebug.luaG_errormsg(L);
}

function metatableOf(L: LuaState, slot: Slot): FengariTable | null {
  if (slot.type === TABLE || slot.type === USERDATA) return (slot.value as FengariTable).metatable;
  return (L.l_G.mt[slot.type & 15] as FengariTable | null | undefined) ?? null;
}

function getmetatable(L: LuaState): number {
  const metatable = metatableOf(L, anyArgument(L, 1));
  if (metatable === null) return results(L, undefined);
  const shown = metatable.getKey('__metatable');
  if (shown !== nilSlot && toHost(shown) !== undefined) return pushSlot(L, shown);
  return results(L, metatable as never);
}

function setmetatable(L: LuaState): number {
  const table = tableArgument(L, 1);
  const metatable = toHost(argument(L, 2));
  if (argumentCount(L) < 2 || (metatable !== undefined && argument(L, 2).type !== TABLE)) {
    throw new ArgumentError(2, 'nil or table expected');
  }
  if (table.metatable !== null && toHost(table.metatable.getKey('__metatable')) !== undefined) {
    throw new LuaError('cannot change a protected metatable');
  }
  table.metatable = (metatable as unknown as FengariTable | undefined) ?? null;
  return pushSlot(L, argument(L, 1));
}

/** A userdata with a metatable of its own, or another proxy's, or none. */
function newproxy(L: LuaState): number {
  const option = argument(L, 1);
  const proxy = new lobject.Udata(L, 0);
  if (option.type === USERDATA) proxy.metatable = (option.value as FengariTable).metatable;
  else if (isTrue(option)) proxy.metatable = new FengariTable(L);
  return results(L, proxy as never);
}

function rawset(L: LuaState): number {
  setRaw(L, tableArgument(L, 1), anyArgument(L, 2), anyArgument(L, 3));
  return pushSlot(L, argument(L, 1));
}

function select(L: LuaState): number {
  const first = argument(L, 1);
  const count = argumentCount(L);
  if (first.type === STRING && textOf(first.value as FengariString).startsWith('#')) {
    return results(L, count - 1);
  }
  const index = integerArgument(toHost(first), 1);
  const skipped = index < 0 ? count + index : index;
  if (skipped < 1) throw new ArgumentError(1, 'index out of range');
  return Math.max(count - skipped, 0);
}

function tonumber(L: LuaState): number {
  const value = toHost(anyArgument(L, 1));
  const base = integerArgument(toHost(argument(L, 2)), 2, 10);
  if (base === 10) {
    if (typeof value === 'number') return results(L, value);
    return results(L, typeof value === 'string' ? textToNumber(value) : undefined);
  }
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new ArgumentError(1, 'string expected', true);
  }
  if (base < 2 || base > 36) throw new ArgumentError(2, 'base out of range');
  return results(L, digitsToNumber(String(value), base));
}

const MOST_RESULTS = 8000;

function unpack(L: LuaState): number {
  const table = tableArgument(L, 1);
  const first = integerArgument(toHost(argument(L, 2)), 2, 1);
  const last =
    argument(L, 3).type === 0 ? table.length() : integerArgument(toHost(argument(L, 3)), 3);
  const count = Math.max(last - first + 1, 0);
  if (count >= MOST_RESULTS) throw new LuaError('too many results to unpack');
  reserve(L, count);
  for (let i = 0; i < count; i++) put(L.stack, L.top + i, table.getNumber(first + i));
  L.top += count;
  return count;
}

/** `next`, and what `ipairs` and `pairs` hand to a loop. */
export function iterationFunctions(next: Slot, nextIndex: Slot): Entries {
  return {
    ipairs: (L) => {
      const table = anyArgument(L, 1);
      tableArgument(L, 1);
      return pushSlot(L, nextIndex) + pushSlot(L, table) + results(L, 0);
    },
    pairs: (L) => {
      anyArgument(L, 1);
      tableArgument(L, 1);
      return pushSlot(L, next) + pushSlot(L, argument(L, 1)) + results(L, undefined);
    },
  };
}

export function nextOf(L: LuaState): number {
  const table = tableArgument(L, 1);
  const key = L.ci.funcOff + 2;
  while (L.top < key + 2) pushSlot(L, nilSlot);
  L.top = key + 2;
  if (nextEntry(L, table, key)) return 2;
  return results(L, undefined);
}

export function nextIndexOf(L: LuaState): number {
  const table = tableArgument(L, 1);
  const index = integerArgument(toHost(argument(L, 2)), 2) + 1;
  const slot = table.getNumber(index);
  if (slot.type === 0) return 0;
  return results(L, index) + pushSlot(L, slot);
}
