import type { CallInfo, LClosure, LuaState } from './fengari.ts';
import { integerArgument } from '../../lib51/arguments.ts';
import { refusals } from '../../lib51/os-library.ts';
import { ArgumentError } from '../argument-error.ts';
import type { HostFunction, LuaInput, LuaTable } from '../lua-vm.ts';
import { CALL_IS_LUA } from './calls.ts';
import type { Context } from './context.ts';
import {
  anyArgument,
  argument,
  argumentCount,
  isFunction,
  pushSlot,
  results,
  type Entries,
} from './entries.ts';
import { toHost } from './host-values.ts';
import { chunkName, currentLine, frameAt, functionName } from './raise.ts';
import type { FengariTable } from './table.ts';
import { traceback } from './traceback.ts';
import { LUA_FUNCTION, TABLE, textOf, USERDATA, type FengariString, type Slot } from './values.ts';

/** What would let a script see or change what isn't its own, or run at times it shouldn't. */
const REFUSED = [
  'debug',
  'getfenv',
  'gethook',
  'getlocal',
  'getregistry',
  'getupvalue',
  'setfenv',
  'sethook',
  'setlocal',
  'setmetatable',
  'setupvalue',
  'upvalueid',
  'upvaluejoin',
];

/** The table `debug`: only what tells where the script is. */
export function debugLibrary(context: Context): {
  entries: Entries;
  refused: Record<string, HostFunction>;
} {
  return {
    refused: refusals(context.world, 'debug', REFUSED),
    entries: {
      traceback: tracebackOf,
      getinfo: (L) => getInfo(context, L),
      getmetatable: (L) => {
        const slot = anyArgument(L, 1);
        const own = slot.type === TABLE || slot.type === USERDATA;
        return results(L, own ? ((slot.value as FengariTable).metatable as never) : undefined);
      },
    },
  };
}

function tracebackOf(L: LuaState): number {
  const message = toHost(argument(L, 1));
  if (argumentCount(L) > 0 && message !== undefined && typeof message !== 'string') {
    if (typeof message !== 'number') return pushSlot(L, argument(L, 1));
  }
  const level = integerArgument(toHost(argument(L, 2)), 2, 1);
  return results(L, traceback(L, message === undefined ? undefined : String(message), level));
}

/** `debug.getinfo(function or level)`: a table of what is known; what it may tell isn't chosen. */
function getInfo(context: Context, L: LuaState): number {
  const subject = argument(L, 1);
  if (isFunction(subject)) return results(L, describe(context, subject));
  const level = integerArgument(toHost(subject), 1);
  const frame = level < 0 ? undefined : frameAt(L, level);
  if (frame === undefined) return results(L, undefined);
  if (argumentCount(L) < 1) throw new ArgumentError(1, 'function or level expected');
  const table = describe(context, frame.func);
  describeCall(context, L, frame, table);
  return results(L, table);
}

function describe(context: Context, callee: Slot): LuaTable {
  const { vm } = context;
  const table = vm.createTable();
  const fields: Record<string, LuaInput> =
    callee.type === LUA_FUNCTION
      ? describeSource((callee.value as LClosure).p)
      : {
          source: '=[C]',
          short_src: '[C]',
          what: 'C',
          linedefined: -1,
          lastlinedefined: -1,
          nups: 0,
        };
  for (const [name, value] of Object.entries(fields)) vm.set(table, name, value);
  vm.set(table, 'currentline', -1);
  vm.set(table, 'func', toHost(callee));
  return table;
}

function describeSource(p: LClosure['p']): Record<string, LuaInput> {
  const source = p.source as FengariString;
  return {
    source: textOf(source),
    short_src: chunkName(source),
    what: p.linedefined === 0 ? 'main' : 'Lua',
    linedefined: p.linedefined,
    lastlinedefined: p.lastlinedefined,
    nups: p.upvalues.length,
  };
}

function describeCall(context: Context, L: LuaState, frame: CallInfo, table: LuaTable): void {
  const { vm } = context;
  const { name, kind } = functionName(L, frame);
  vm.set(table, 'namewhat', kind);
  if (kind !== '') vm.set(table, 'name', name);
  if (frame.callstatus & CALL_IS_LUA) vm.set(table, 'currentline', currentLine(frame));
}
