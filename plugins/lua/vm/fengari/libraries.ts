import { bitLibrary } from '../../lib51/bit-library.ts';
import { ioLibrary } from '../../lib51/io-library.ts';
import type { Library } from '../../lib51/library.ts';
import { mathLibrary } from '../../lib51/math-library.ts';
import { osLibrary } from '../../lib51/os-library.ts';
import { stringLibrary } from '../../lib51/string-library.ts';
import { tableLibrary } from '../../lib51/table-library.ts';
import type { LuaInput, LuaTable } from '../lua-vm.ts';
import { iterationFunctions, nextIndexOf, nextOf, valueFunctions } from './base-library.ts';
import { HostClosure, type HostEntry } from './calls.ts';
import type { Context } from './context.ts';
import { coroutineLibrary } from './coroutine-library.ts';
import { debugLibrary } from './debug-library.ts';
import { guardEntry, type Entries } from './entries.ts';
import { environmentLibrary } from './environment-library.ts';
import { loadLibrary } from './load-library.ts';
import { moduleLibrary } from './module-library.ts';
import { printEntry } from './print.ts';
import { protectedLibrary } from './protected-library.ts';
import { FengariTable } from './table.ts';
import { HOST_FUNCTION, newSlot, TABLE } from './values.ts';

/** Fills the global table. */
export function openLibraries(context: Context): void {
  const { vm, main, globals, world } = context;
  const root = vm.globals;
  const closure = (name: string, entry: HostEntry) =>
    new HostClosure(main, name, guardEntry(entry));
  const add = (table: LuaTable, entries: Entries): void => {
    for (const [name, entry] of Object.entries(entries)) {
      vm.set(table, name, closure(name, entry) as never);
    }
  };
  const next = closure('next', nextOf);
  const nextIndex = closure('ipairs_aux', nextIndexOf);
  add(root, valueFunctions);
  add(root, iterationFunctions(newSlot(HOST_FUNCTION, next), newSlot(HOST_FUNCTION, nextIndex)));
  add(root, protectedLibrary());
  add(root, loadLibrary(context));
  add(root, environmentLibrary(context));
  vm.set(root, 'next', next as never);
  add(root, { print: printEntry(context, globals.getKey('tostring').value as object) });
  vm.set(root, '_G', root);
  vm.set(root, '_VERSION', 'Lua 5.1');

  const modules = moduleLibrary(context);
  add(root, modules.globals);
  const loaded = vm.get(modules.package, 'loaded') as LuaTable;
  const library = (name: string, table: LuaTable): LuaTable => {
    vm.set(root, name, table);
    vm.set(loaded, name, table);
    return table;
  };
  library('_G', root);
  library('package', modules.package);
  add(library('coroutine', vm.createTable()), coroutineLibrary());
  const debug = debugLibrary(context);
  const debugTable = library('debug', sharedTable(context, { fixed: debug.refused, variadic: {} }));
  add(debugTable, debug.entries);

  const strings = library('string', sharedTable(context, stringLibrary(vm)));
  const metatable = new FengariTable(main);
  metatable.setKey('__index', null, newSlot(TABLE, strings));
  main.l_G.mt[STRING_TYPE] = metatable;
  library('table', sharedTable(context, tableLibrary(vm)));
  library('math', sharedTable(context, mathLibrary(), { pi: Math.PI, huge: Infinity }));
  library('bit', sharedTable(context, bitLibrary()));
  library('os', sharedTable(context, osLibrary(vm, world)));
  const io = ioLibrary(vm, world);
  library('io', sharedTable(context, io.library, io.streams));
}

/** Type of strings without their variant. */
const STRING_TYPE = 4;

/** A table of functions that all VMs share. */
function sharedTable(
  { vm }: Context,
  { fixed, variadic }: Library,
  constants: Record<string, LuaInput> = {},
): LuaTable {
  const table = vm.createTable();
  for (const [name, host] of Object.entries(fixed))
    vm.set(table, name, vm.createFunction(name, host));
  for (const [name, host] of Object.entries(variadic)) {
    vm.set(table, name, vm.createVariadic(name, host));
  }
  for (const [name, value] of Object.entries(constants)) vm.set(table, name, value);
  return table;
}
