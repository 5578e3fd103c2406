import { ArgumentError } from '../../vm/argument-error.ts';
import { LuaError } from '../../vm/lua-error.ts';
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
    const frames = withoutTailCalls(luaFrames(callsOf(error)));
    const value = valueOf(error, frames[0]);
    if (value !== undefined) return new RaisedError(value, frames);
  }
  throw error;
}

/** What `pcall` gives its caller. */
export function caughtValue(error: unknown): Value {
  return asRaised(error).value as Value;
}

function valueOf(error: Error, frame: Frame | undefined): Value {
  if (error instanceof ArgumentError) return placeOf(frame) + describeArgument(error, frame);
  if (error instanceof LuaError) {
    const { value } = error as { value: Value };
    return typeof value === 'string' ? placeOf(frame) + value : value;
  }
  if (error.message === NO_STACK) return `${placeOf(frame)}stack overflow`;
  return NO_MEMORY.test(error.message) ? 'not enough memory' : undefined;
}

const NAMED = /^(\w+) '(.*)'$/s;

/** A function's name is the one that its caller knows it by. */
function describeArgument(
  { index, complaint, saysGot, value }: ArgumentError,
  frame: Frame | undefined,
): string {
  const site = frame?.site;
  const [, kind = '', name = '?'] = NAMED.exec(site?.left ?? '') ?? [];
  const isMissing = value === undefined && index > (site?.argCount ?? 0);
  const got = isMissing ? 'no value' : typeOf(value as Value);
  const what = saysGot ? `${complaint}, got ${got}` : complaint;
  const number = kind === 'method' ? index - 1 : index;
  if (number === 0) return `calling '${name}' on bad self (${what})`;
  return `bad argument #${number} to '${name}' (${what})`;
}
