import type { Table } from './table.ts';
import { LuaUserdata, Table as TableClass, type Value } from './value.ts';

/** What all strings have in common, in the VM that is running. */
export const shared: { textMetatable: Table | undefined } = { textMetatable: undefined };

/** Userdata has no metatable, but may have methods. */
export function metatableOf(value: Value): Table | undefined {
  if (value instanceof TableClass) return value.metatable;
  return typeof value === 'string' ? shared.textMetatable : undefined;
}

/** A metamethod by its whole name, such as `__add`. */
export function metamethod(value: Value, name: string): Value {
  return metatableOf(value)?.getText(name);
}

/** Where a value that is no table, or a table without the key, has it looked up. */
export function indexMethod(value: Value): Value {
  if (value instanceof TableClass) return value.metatable?.index;
  if (typeof value === 'string') return shared.textMetatable?.index;
  return value instanceof LuaUserdata ? (value.methods as Table | undefined) : undefined;
}
