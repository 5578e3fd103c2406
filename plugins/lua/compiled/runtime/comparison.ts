import { callValue } from './calls.ts';
import { metamethod } from './metatables.ts';
import { raise } from './raise.ts';
import type { LuaUserdata } from './value.ts';
import { first, isTrue, Table, typeOf, type Value } from './value.ts';

export function equal(a: Value, b: Value): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && equalByMetamethod(a, b));
}

/** Both have to have the same metamethod. */
function equalByMetamethod(a: Table | LuaUserdata, b: Table | LuaUserdata): boolean {
  if (a instanceof Table !== b instanceof Table) return false;
  const method = metamethod(a, '__eq');
  if (method === undefined || method !== metamethod(b, '__eq')) return false;
  return isTrue(first(callValue(method, a, b)));
}

export function less(a: Value, b: Value): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string' && typeof b === 'string') return a < b;
  return compare(a, b, '__lt') ?? raiseComparison(a, b);
}

/** Without a metamethod of its own it is the opposite of `b < a`. */
export function lessOrEqual(a: Value, b: Value): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a <= b;
  if (typeof a === 'string' && typeof b === 'string') return a <= b;
  const result = compare(a, b, '__le');
  if (result !== undefined) return result;
  const opposite = compare(b, a, '__lt');
  return opposite === undefined ? raiseComparison(a, b) : !opposite;
}

/** `a > b`, whose operands are evaluated in their order. */
export function lessSwapped(a: Value, b: Value): boolean {
  return less(b, a);
}

export function lessOrEqualSwapped(a: Value, b: Value): boolean {
  return lessOrEqual(b, a);
}

function compare(a: Value, b: Value, name: string): boolean | undefined {
  if (typeOf(a) !== typeOf(b)) return undefined;
  const method = metamethod(a, name);
  if (method === undefined || method !== metamethod(b, name)) return undefined;
  return isTrue(first(callValue(method, a, b)));
}

function raiseComparison(a: Value, b: Value): never {
  const [left, right] = [typeOf(a), typeOf(b)];
  const what = left === right ? `two ${left} values` : `${left} with ${right}`;
  return raise(() => `attempt to compare ${what}`);
}
