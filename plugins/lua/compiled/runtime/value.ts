import { LuaUserdata } from '../../vm/lua-userdata.ts';
import type { LuaType } from '../../vm/lua-vm.ts';
import { Table } from './table.ts';

/** Nil is undefined; a string has one character a byte. */
export type Value = undefined | boolean | number | string | Table | LuaUserdata | Callable;

/** One value, or an array of any number of them, which nobody changes. */
export type Results = Value | readonly Value[];

export type Callable = (...args: Value[]) => Results;

/** No results at all. */
export const NONE: readonly Value[] = Object.freeze([]);

export function typeOf(value: Value): LuaType {
  switch (typeof value) {
    case 'undefined':
      return 'nil';
    case 'object':
      return value instanceof Table ? 'table' : 'userdata';
    default:
      return typeof value as LuaType;
  }
}

export function isTrue(value: Value): boolean {
  return value !== undefined && value !== false;
}

export function isMany(results: Results): results is readonly Value[] {
  return Array.isArray(results);
}

export function first(results: Results): Value {
  return isMany(results) ? results[0] : results;
}

export function nth(results: Results, at: number): Value {
  if (isMany(results)) return results[at];
  return at === 0 ? results : undefined;
}

export function spread(results: Results): readonly Value[] {
  return isMany(results) ? results : [results];
}

export { LuaUserdata, Table };
