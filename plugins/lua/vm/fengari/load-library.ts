import { lapi, type LClosure, type LuaState } from './fengari.ts';
import { textArgument } from '../../lib51/arguments.ts';
import { ArgumentError } from '../argument-error.ts';
import { LuaError } from '../lua-error.ts';
import type { LuaSource } from '../lua-vm.ts';
import { callValue } from './execute.ts';
import { environmentOf, loadChunk } from './chunk.ts';
import type { Context } from './context.ts';
import { argument, argumentCount, isFunction, pushSlot, results, type Entries } from './entries.ts';
import { throwAbort } from './foreign-errors.ts';
import { push, toHost } from './host-values.ts';
import { where } from './raise.ts';
import { NIL, type Slot } from './values.ts';

/** What compiles source. */
export function loadLibrary(context: Context): Entries {
  const loadFile = (L: LuaState): LuaSource => {
    const path = toHost(argument(L, 1));
    const source = typeof path === 'string' ? context.world.loadFile?.(path) : undefined;
    if (source === undefined) throw new LuaError(`cannot open ${String(path ?? 'stdin')}`);
    return source;
  };
  return {
    load,
    loadstring: load,
    loadfile: (L) => {
      const { text, chunkName } = loadFile(L);
      return loadChunk(L, text, chunkName) ? 1 : failed(L);
    },
    dofile: (L) => {
      const { text, chunkName } = loadFile(L);
      if (!loadChunk(L, text, chunkName))
        throw new LuaError('', toHost(L.stack[L.top - 1] as Slot));
      const at = L.top - 1;
      callValue(L, at, -1);
      return L.top - at;
    },
  };
}

/** `load(source, name, mode, environment)`; the source is text, or a function that gives it in pieces. */
function load(L: LuaState): number {
  const given = argument(L, 1);
  const name = optionalText(L, 2);
  optionalText(L, 3);
  const source = toHost(given);
  if (typeof source !== 'string' && typeof source !== 'number' && !isFunction(given)) {
    throw new ArgumentError(1, 'function expected', true);
  }
  const text = isFunction(given) ? collect(L, given) : textArgument(source, 1);
  if (text === undefined) return failed(L);
  const chunkName = name ?? (isFunction(given) ? '=(load)' : text);
  if (!loadChunk(L, text, chunkName)) return failed(L);
  if (argumentCount(L) - 1 >= 4) setEnvironment(L, argument(L, 4));
  return 1;
}

function optionalText(L: LuaState, index: number): string | undefined {
  const value = toHost(argument(L, index));
  return value === undefined ? undefined : textArgument(value, index);
}

function setEnvironment(L: LuaState, environment: Slot): void {
  const closure = (L.stack[L.top - 1] as Slot).value as LClosure;
  const cell = environmentOf(closure);
  if (cell >= 0) closure.upvals[cell]?.setfrom(environment);
}

/** The pieces of a reader; undefined when it failed or one is no text: why is on the stack. */
function collect(L: LuaState, reader: Slot): string | undefined {
  let text = '';
  for (;;) {
    const at = L.top;
    pushSlot(L, reader);
    const status = lapi.lua_pcallk(L, 0, 1, 0, 0, null);
    throwAbort(L);
    if (status !== 0) return undefined;
    const piece = L.stack[at] as Slot;
    const value = toHost(piece);
    L.top = at;
    if (piece.type === NIL || value === '') return text;
    if (typeof value !== 'string' && typeof value !== 'number') {
      push(L, `${where(L, 1)}reader function must return a string`);
      return undefined;
    }
    text += textArgument(value, 1);
  }
}

/** The message is on the stack. */
function failed(L: LuaState): number {
  const message = toHost(L.stack[L.top - 1] as Slot);
  return results(L, undefined, message);
}
