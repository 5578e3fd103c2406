import { integerArgument } from '../../lib51/arguments.ts';
import { digitsToNumber } from '../../lib51/text-to-number.ts';
import { ArgumentError } from '../../vm/argument-error.ts';
import { LuaError } from '../../vm/lua-error.ts';
import type { LuaValue, LuaWorld } from '../../vm/lua-vm.ts';
import { toNumber } from '../runtime/arithmetic.ts';
import { callFromHost } from '../runtime/calls.ts';
import { setRaw } from '../runtime/fields.ts';
import { nextElement, nextPair } from '../runtime/iterate.ts';
import { metamethod, metatableOf } from '../runtime/metatables.ts';
import { raiseAtLevel } from '../runtime/raise.ts';
import { plainText, toText } from '../runtime/text.ts';
import {
  first,
  isTrue,
  NONE,
  Table,
  typeOf,
  type Callable,
  type Results,
  type Value,
} from '../runtime/value.ts';
import { anyArgument, expected, tableArgument } from './arguments.ts';
import { pcall, xpcall } from './protected-calls.ts';

/** The functions of the global table that touch the VM itself. */
export function baseLibrary(world: LuaWorld): Record<string, Callable> {
  return {
    assert,
    collectgarbage,
    error: (value, level) => raiseAtLevel(value, integerArgument(level as LuaValue, 2, 1)),
    gcinfo: () => ESTIMATED_KB,
    getmetatable,
    ipairs: (...values) => [nextElement, tableArgument(anyArgument(values, 1), 1), 0],
    next: nextPair,
    pairs: (...values) => [nextPair, tableArgument(anyArgument(values, 1), 1), undefined],
    pcall,
    print: (...values) => {
      world.write(`${values.map(textOf).join('\t')}\n`);
      return NONE;
    },
    rawequal: (...values) => anyArgument(values, 1) === anyArgument(values, 2),
    rawget: (...values) => tableArgument(values[0], 1).get(anyArgument(values, 2)),
    rawset: (...values) => {
      const table = tableArgument(values[0], 1);
      setRaw(table, anyArgument(values, 2), anyArgument(values, 3));
      return table;
    },
    select,
    setmetatable,
    tonumber,
    tostring: (...values) => tostring(anyArgument(values, 1)),
    type: (...values) => typeOf(anyArgument(values, 1)),
    unpack,
    xpcall,
  };
}

/** The engine collects by itself, and says nothing of it; what scripts print must not depend on it. */
const ESTIMATED_KB = 1024;
const COLLECTIONS = new Set(['collect', 'stop', 'restart', 'step', 'setpause', 'setstepmul']);

function collectgarbage(option: Value): Results {
  const what = option === undefined ? 'collect' : toText(option);
  if (what === 'count') return ESTIMATED_KB;
  if (what === undefined) throw expected(1, 'string', option);
  if (!COLLECTIONS.has(what)) throw new ArgumentError(1, `invalid option '${what}'`);
  return what === 'step' ? true : 0;
}

/** Whatever the metamethod makes of it. */
function tostring(value: Value): Value {
  if (typeof value === 'string') return value;
  const method = metamethod(value, '__tostring');
  return method === undefined ? plainText(value) : first(callFromHost(method, [value]));
}

/** As `tostring`, as far as that is text. */
export function textOf(value: Value): string {
  const text = toText(tostring(value));
  if (text === undefined) throw new LuaError(`'tostring' must return a string to 'print'`);
  return text;
}

function assert(...values: Value[]): Results {
  if (isTrue(anyArgument(values, 1))) return values;
  if (values.length < 2) throw new LuaError('assertion failed!');
  const [, message] = values;
  return typeof message === 'string' ? raiseAtLevel(message, 1) : raiseAtLevel(values.at(-1), 0);
}

function getmetatable(...values: Value[]): Results {
  const metatable = metatableOf(anyArgument(values, 1));
  return metatable?.getText('__metatable') ?? metatable;
}

function setmetatable(...values: Value[]): Results {
  const [value, metatable] = values;
  const table = tableArgument(value, 1);
  if (values.length < 2 || (metatable !== undefined && !(metatable instanceof Table))) {
    throw new ArgumentError(2, 'nil or table expected');
  }
  if (table.metatable?.getText('__metatable') !== undefined) {
    throw new LuaError('cannot change a protected metatable');
  }
  table.metatable = metatable;
  return table;
}

function select(which: Value, ...values: Value[]): Results {
  if (which === '#') return values.length;
  const at = integerArgument(which as LuaValue, 1);
  if (at > 0) return values.slice(at - 1);
  if (at === 0 || -at > values.length) throw new ArgumentError(1, 'index out of range');
  return values.slice(at);
}

function tonumber(...values: Value[]): Results {
  const value = anyArgument(values, 1);
  const base = integerArgument(values[1] as LuaValue, 2, 10);
  if (base === 10) return toNumber(value);
  const text = toText(value);
  if (text === undefined) throw expected(1, 'string', value);
  if (base < 2 || base > 36) throw new ArgumentError(2, 'base out of range');
  return digitsToNumber(text, base);
}

/** More than LuaJIT has room for on its stack. */
const MAX_UNPACKED = 7990;

function unpack(value: Value, from: Value, to: Value): Results {
  const table = tableArgument(value, 1);
  const start = integerArgument(from as LuaValue, 2, 1);
  const end = integerArgument(to as LuaValue, 3, table.length);
  if (end - start >= MAX_UNPACKED) throw new LuaError('too many results to unpack');
  const values: Value[] = [];
  for (let at = start; at <= end; at++) values.push(table.getNumber(at));
  return values;
}
