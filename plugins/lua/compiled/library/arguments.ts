import { ArgumentError } from '../../vm/argument-error.ts';
import type { LuaValue } from '../../vm/lua-vm.ts';
import { Table, type Value } from '../runtime/value.ts';

export function expected(index: number, type: string, value: Value): ArgumentError {
  return new ArgumentError(index, `${type} expected`, true, value as LuaValue);
}

export function tableArgument(value: Value, index: number): Table {
  if (value instanceof Table) return value;
  throw expected(index, 'table', value);
}

export function anyArgument(values: readonly Value[], index: number): Value {
  if (values.length < index) throw new ArgumentError(index, 'value expected');
  return values[index - 1];
}
