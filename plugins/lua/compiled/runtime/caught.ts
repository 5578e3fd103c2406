import { ArgumentError } from '../../vm/argument-error.ts';
import { LuaError } from '../../vm/lua-error.ts';
import { lastHostArgCount } from './calls.ts';
import { callsOf, luaFrames, withoutTailCalls, type Frame } from './code-sites.ts';
import { placeOf, RaisedError } from './raise.ts';
import { typeOf, type Value } from './value.ts';

/** What the engine says when a script wants too much of it. */
const NO_MEMORY =
  /^(Invalid (string|array|typed array) length|.* maximum size exceeded|Array buffer.*)$/;
const NO_STACK = 'Maximum call stack size exceeded';

/** Makes an error of Lua of what was caught; what a script must not catch is thrown on. */
export function asRaised(error: unknown): RaisedError {
  if (error instanceof RaisedError) return error;
  if (error instanceof ArgumentError || error instanceof LuaError || error instanceof RangeError) {
    const calls = luaFrames(callsOf(error));
    const frames = withoutTailCalls(calls);
    const value = valueOf(error, frames[0], calls[0]);
    if (value !== undefined) return new RaisedError(value, frames);
  }
  throw error;
}

/** What `pcall` gives its caller. */
export function caughtValue(error: unknown): Value {
  return asRaised(error).value as Value;
}

function valueOf(error: Error, frame: Frame | undefined, caller: Frame | undefined): Value {
  if (error instanceof ArgumentError) {
    return placeOf(frame) + describeArgument(error, frame, argCount(error, caller));
  }
  if (error instanceof LuaError) {
    const { value } = error as { value: Value };
    return typeof value === 'string' ? placeOf(frame) + value : value;
  }
  if (error.message === NO_STACK) return `${placeOf(frame)}stack overflow`;
  return NO_MEMORY.test(error.message) ? 'not enough memory' : undefined;
}

const NAMED = /^(\w+) '(.*)'$/s;

/** With how many arguments the function was called; of those that a call gives, one is seen. */
function argCount({ index, value }: ArgumentError, caller: Frame | undefined): number {
  if (value !== undefined) return index;
  if (!caller?.site) return lastHostArgCount();
  const { argCount = 0, left } = caller.site;
  return left?.startsWith('method') ? argCount + 1 : argCount;
}

/** A function's name is the one that its caller knows it by. */
function describeArgument(
  { index, complaint, saysGot, value }: ArgumentError,
  frame: Frame | undefined,
  count: number,
): string {
  const [, kind = '', name = '?'] = NAMED.exec(frame?.site?.left ?? '') ?? [];
  const given = kind === 'method' ? index - 1 : index;
  const got = index > count ? 'no value' : typeOf(value as Value);
  const what = saysGot ? `${complaint}, got ${got}` : complaint;
  if (given === 0) return `calling '${name}' on bad self (${what})`;
  return `bad argument #${given} to '${name}' (${what})`;
}
