import { anyArgument } from './arguments.ts';
import { ArgumentError } from '../../vm/argument-error.ts';
import type { LuaValue } from '../../vm/lua-vm.ts';
import { asRaised, caughtValue } from '../runtime/caught.ts';
import { callFromHost } from '../runtime/calls.ts';
import { first, isMany, spread, type Results, type Value } from '../runtime/value.ts';

/** What the host throws to end a run goes through. */
export function pcall(callee: Value, ...args: Value[]): Results {
  try {
    const results = callFromHost(callee, args);
    return isMany(results) ? [true, ...results] : [true, results];
  } catch (error) {
    return [false, caughtValue(error)];
  }
}

export function xpcall(...values: Value[]): Results {
  const callee = anyArgument(values, 1);
  const [, handler, ...args] = values;
  if (typeof handler !== 'function') {
    throw new ArgumentError(2, 'function expected', true, handler as LuaValue);
  }
  try {
    return [true, ...spread(callFromHost(callee, args))];
  } catch (error) {
    return [false, handle(handler, asRaised(error))];
  }
}

/** The traceback of the error, while its handler runs: the stack itself is gone by then. */
let handled: string | undefined;

export function tracebackAtHand(): string | undefined {
  return handled;
}

function handle(handler: Value, { value, traceback }: ReturnType<typeof asRaised>): Value {
  const outer = handled;
  handled = traceback;
  try {
    return first(callFromHost(handler, [value as Value]));
  } catch (error) {
    asRaised(error);
    return 'error in error handling';
  } finally {
    handled = outer;
  }
}
