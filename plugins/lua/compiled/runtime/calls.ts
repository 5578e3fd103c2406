import { HOST_CALLS } from './code-sites.ts';
import { evaluateScript } from './evaluate-script.ts';
import { metamethod } from './metatables.ts';
import { raiseOperand } from './raise.ts';
import { isMany, type Callable, type Results, type Value } from './value.ts';

/**
 * What stands for a value that is called but is no function. It complains when it is called, not before: the
 * arguments are evaluated first.
 */
export function callable(value: Value): Callable {
  const method = metamethod(value, '__call');
  if (typeof method === 'function') return (...args) => method(value, ...args);
  return () => raiseOperand('call', value);
}

export function callValue(callee: Value, a: Value, b: Value): Results {
  return typeof callee === 'function' ? callee(a, b) : callable(callee)(a, b);
}

/** Calls with arguments of which the last are the results of another call. */
export function apply0(callee: Callable, last: Results): Results {
  return isMany(last) ? callee(...last) : callee(last);
}

export function apply1(callee: Callable, a: Value, last: Results): Results {
  return isMany(last) ? callee(a, ...last) : callee(a, last);
}

export function apply2(callee: Callable, a: Value, b: Value, last: Results): Results {
  return isMany(last) ? callee(a, b, ...last) : callee(a, b, last);
}

/** The one way by which functions of the host call what a script gave them, a script of its own in stack traces. */
export function callFromHost(callee: Value, args: readonly Value[]): Results {
  hostArgCount = args.length;
  return call(typeof callee === 'function' ? callee : callable(callee), args);
}

/** With how many arguments the host called last. */
let hostArgCount = 0;

export function lastHostArgCount(): number {
  return hostArgCount;
}

const call = evaluateScript<(callee: Callable, args: readonly Value[]) => Results>(
  'return (callee, args) => callee(...args);',
  HOST_CALLS,
);
