import { ArgumentError } from '../vm/argument-error.ts';
import { LuaError } from '../vm/lua-error.ts';
import type { LuaFunction, LuaResult, LuaTable, LuaValue, LuaVm } from '../vm/lua-vm.ts';
import { integerArgument, textArgument } from './arguments.ts';
import type { Library } from './library.ts';
import { numberToText } from './number-to-text.ts';
import { sortLikeLua } from './sort.ts';

/** The table `table`: none of it asks metamethods. */
export function tableLibrary(vm: LuaVm): Library {
  return {
    fixed: {
      concat: (table: LuaValue, separator: LuaValue, from: LuaValue, to: LuaValue) =>
        concat(vm, tableArgument(vm, table, 1), separator, from, to),
      foreach: (table: LuaValue, visit: LuaValue) => forEach(vm, table, visit),
      foreachi: (table: LuaValue, visit: LuaValue) => forEachIndex(vm, table, visit),
      getn: (table: LuaValue) => vm.length(tableArgument(vm, table, 1)),
      maxn: (table: LuaValue) => largestKey(vm, tableArgument(vm, table, 1)),
      sort: (table: LuaValue, order: LuaValue) => sort(vm, tableArgument(vm, table, 1), order),
    },
    variadic: {
      insert: (args) => insert(vm, args),
      remove: (args) => remove(vm, args),
      move: (args) => move(vm, args),
    },
  };
}

export function tableArgument(vm: LuaVm, value: LuaValue, index: number): LuaTable {
  if (vm.typeOf(value) === 'table') return value as LuaTable;
  throw new ArgumentError(index, 'table expected', true, value);
}

export function functionArgument(vm: LuaVm, value: LuaValue, index: number): LuaFunction {
  if (vm.typeOf(value) === 'function') return value as LuaFunction;
  throw new ArgumentError(index, 'function expected', true, value);
}

function concat(
  vm: LuaVm,
  table: LuaTable,
  between: LuaValue,
  from: LuaValue,
  to: LuaValue,
): string {
  const separator = between === undefined ? '' : textArgument(between, 2);
  const first = integerArgument(from, 3, 1);
  const last = to === undefined ? vm.length(table) : integerArgument(to, 4);
  let text = '';
  for (let i = first; i <= last; i++) {
    const value = vm.get(table, i);
    if (typeof value === 'string') text += value;
    else if (typeof value === 'number') text += numberToText(value);
    else {
      throw new LuaError(
        `invalid value (${vm.typeOf(value)}) at index ${String(i)} in table for 'concat'`,
      );
    }
    if (i < last) text += separator;
  }
  return text;
}

function forEach(vm: LuaVm, value: LuaValue, visit: LuaValue): LuaResult {
  const table = tableArgument(vm, value, 1);
  const call = functionArgument(vm, visit, 2);
  const entries: [LuaValue, LuaValue][] = [];
  vm.forEach(table, (key, entry) => entries.push([key, entry]));
  for (const entry of entries) {
    const [result] = vm.call(call, entry);
    if (result !== undefined) return result;
  }
  return [];
}

function forEachIndex(vm: LuaVm, value: LuaValue, visit: LuaValue): LuaResult {
  const table = tableArgument(vm, value, 1);
  const call = functionArgument(vm, visit, 2);
  const length = vm.length(table);
  for (let i = 1; i <= length; i++) {
    const [result] = vm.call(call, [i, vm.get(table, i)]);
    if (result !== undefined) return result;
  }
  return [];
}

function largestKey(vm: LuaVm, table: LuaTable): number {
  let largest = 0;
  vm.forEach(table, (key) => {
    if (typeof key === 'number' && key > largest) largest = key;
  });
  return largest;
}

function insert(vm: LuaVm, args: readonly LuaValue[]): LuaResult {
  const table = tableArgument(vm, args[0], 1);
  const end = vm.length(table) + 1;
  if (args.length === 2) {
    vm.set(table, end, args[1]);
    return [];
  }
  if (args.length !== 3) throw new LuaError("wrong number of arguments to 'insert'");
  const at = integerArgument(args[1], 2);
  for (let i = end; i > at; i--) vm.set(table, i, vm.get(table, i - 1));
  vm.set(table, at, args[2]);
  return [];
}

function remove(vm: LuaVm, args: readonly LuaValue[]): LuaResult {
  const table = tableArgument(vm, args[0], 1);
  const last = vm.length(table);
  if (args[1] === undefined) {
    if (last === 0) return [];
    const value = vm.get(table, last);
    vm.set(table, last, undefined);
    return value;
  }
  const at = integerArgument(args[1], 2);
  if (at < 1 || at > last) return [];
  const value = vm.get(table, at);
  for (let i = at; i < last; i++) vm.set(table, i, vm.get(table, i + 1));
  vm.set(table, last, undefined);
  return value;
}

function move(vm: LuaVm, args: readonly LuaValue[]): LuaResult {
  const from = tableArgument(vm, args[0], 1);
  const first = integerArgument(args[1], 2);
  const last = integerArgument(args[2], 3);
  const at = integerArgument(args[3], 4);
  const to = args[4] === undefined ? from : tableArgument(vm, args[4], 5);
  if (at > first && at <= last) {
    for (let i = last - first; i >= 0; i--) vm.set(to, at + i, vm.get(from, first + i));
  } else for (let i = 0; i <= last - first; i++) vm.set(to, at + i, vm.get(from, first + i));
  return to;
}

function sort(vm: LuaVm, table: LuaTable, order: LuaValue): LuaResult {
  const compare = order === undefined ? undefined : functionArgument(vm, order, 2);
  const length = vm.length(table);
  const values = Array.from({ length }, (_, i) => vm.get(table, i + 1));
  try {
    sortLikeLua(values, compare === undefined ? naturalOrder(vm) : givenOrder(vm, compare));
  } finally {
    for (let i = 0; i < length; i++) vm.set(table, i + 1, values[i]);
  }
  return [];
}

function naturalOrder(vm: LuaVm): (left: LuaValue, right: LuaValue) => boolean {
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return left < right;
    if (typeof left === 'string' && typeof right === 'string') return left < right;
    return vm.lessThan(left, right);
  };
}

function givenOrder(vm: LuaVm, compare: LuaFunction): (left: LuaValue, right: LuaValue) => boolean {
  return (left, right) => {
    const [result] = vm.call(compare, [left, right]);
    return result !== undefined && result !== false;
  };
}
