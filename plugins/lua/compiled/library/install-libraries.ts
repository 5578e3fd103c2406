import { bitLibrary } from '../../lib51/bit-library.ts';
import { ioLibrary } from '../../lib51/io-library.ts';
import type { Library } from '../../lib51/library.ts';
import { mathLibrary } from '../../lib51/math-library.ts';
import { osLibrary } from '../../lib51/os-library.ts';
import { stringLibrary } from '../../lib51/string-library.ts';
import { tableLibrary } from '../../lib51/table-library.ts';
import type { LuaSource, LuaVm, LuaWorld, VariadicFunction } from '../../vm/lua-vm.ts';
import { Table, type Callable, type Value } from '../runtime/value.ts';
import { baseLibrary } from './base-library.ts';
import { DEBUG_LIBRARY } from './debug-library.ts';
import { packageLibrary } from './package-library.ts';

/** Fills the global table; returns the metatable of strings. */
export function installLibraries(
  vm: LuaVm,
  globals: Table,
  world: LuaWorld,
  load: (source: LuaSource) => Callable,
): Table {
  for (const [name, value] of Object.entries(baseLibrary(world))) globals.set(name, value);
  globals.set('_VERSION', 'Lua 5.1');
  const packages = packageLibrary(world, load);
  const loaded = packages.package.get('loaded') as Table;
  globals.set('require', packages.require);
  const text = createLibrary(vm, stringLibrary(vm));
  const io = ioLibrary(vm, world);
  const libraries: Record<string, Table> = {
    _G: globals,
    package: packages.package,
    string: text,
    table: createLibrary(vm, withFastInsert(tableLibrary(vm))),
    math: createLibrary(vm, mathLibrary(), { pi: Math.PI, huge: Infinity }),
    bit: createLibrary(vm, bitLibrary()),
    os: createLibrary(vm, osLibrary(vm, world)),
    io: createLibrary(vm, io.library, io.streams as Record<string, Value>),
    debug: tableOf(DEBUG_LIBRARY),
  };
  for (const [name, table] of Object.entries(libraries)) {
    globals.set(name, table);
    loaded.set(name, table);
  }
  return tableOf({ __index: text });
}

/** Most tables grow by one value at their end. */
function withFastInsert({ fixed, variadic }: Library): Library {
  const insert: VariadicFunction = (args) => {
    const [table, value] = args as readonly Value[];
    if (args.length !== 2 || !(table instanceof Table)) return variadic['insert']?.(args);
    table.setNumber(table.length + 1, value);
    return [];
  };
  return { fixed, variadic: { ...variadic, insert } };
}

function createLibrary(
  vm: LuaVm,
  { fixed, variadic }: Library,
  values: Readonly<Record<string, Value>> = {},
): Table {
  const functions = Object.entries(variadic).map(
    ([name, host]) => [name, vm.createVariadic(name, host)] as const,
  );
  const all = { ...fixed, ...Object.fromEntries(functions), ...values };
  return tableOf(all as Record<string, Value>);
}

function tableOf(values: Readonly<Record<string, Value>>): Table {
  const table = new Table();
  for (const [name, value] of Object.entries(values)) table.set(name, value);
  return table;
}
