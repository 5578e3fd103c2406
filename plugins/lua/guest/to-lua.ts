import type { HostData } from '@chisel/isolate/host/host-data.ts';
import type { LuaInput, LuaTable, LuaVm } from '../vm/lua-vm.ts';

/** Plain data of the host as Lua holds it: objects and arrays become tables. */
export function toLua(vm: LuaVm, data: HostData): LuaInput {
  if (typeof data !== 'object') return data;
  const table = vm.createTable();
  if (Array.isArray(data)) {
    (data as readonly HostData[]).forEach((item, i) => vm.set(table, i + 1, toLua(vm, item)));
    return table;
  }
  return fill(vm, table, data as { readonly [key: string]: HostData });
}

function fill(vm: LuaVm, table: LuaTable, data: { readonly [key: string]: HostData }): LuaTable {
  const pairs = data['pairs'] as readonly (readonly [string, HostData])[] | undefined;
  for (const [key, value] of pairs ?? []) vm.append(table, key, toLua(vm, value));
  if (pairs === undefined)
    for (const [key, value] of Object.entries(data)) vm.set(table, key, toLua(vm, value));
  return table;
}
