import type { LuaValue } from '../vm/lua-vm.ts';

/** A value as Lua's C functions take strings: numbers are, anything else is not. */
export function textOf(value: LuaValue): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : undefined;
}
