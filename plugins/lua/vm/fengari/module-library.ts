import type { LClosure, LuaState } from './fengari.ts';
import { textArgument } from '../../lib51/arguments.ts';
import { tableArgument } from '../../lib51/table-library.ts';
import { LuaError } from '../lua-error.ts';
import type { LuaInput, LuaTable, LuaValue, LuaVm } from '../lua-vm.ts';
import { loadChunk } from './chunk.ts';
import type { Context } from './context.ts';
import { argument, argumentCount, results, type Entries } from './entries.ts';
import { setEnvironment } from './environment-library.ts';
import { toHost } from './host-values.ts';
import { frameAt } from './raise.ts';
import type { FengariTable } from './table.ts';
import { LUA_FUNCTION, type Slot } from './values.ts';

/** `require` and `module`, and the table `package` that they work on. */
export function moduleLibrary(context: Context): { globals: Entries; package: LuaTable } {
  const { vm, world } = context;
  const loaded = vm.createTable();
  const preload = vm.createTable();
  const table = vm.createTable();
  const loaders = vm.createTable();
  vm.set(table, 'loaded', loaded);
  vm.set(table, 'preload', preload);
  vm.set(table, 'loaders', loaders);
  vm.set(table, 'path', './?.lua');
  vm.set(table, 'cpath', '');
  vm.set(table, 'config', '/\n;\n?\n!\n-\n');
  vm.set(
    table,
    'loadlib',
    vm.createFunction('loadlib', () => refuse(context, 'package.loadlib')),
  );
  vm.set(
    table,
    'seeall',
    vm.createFunction('seeall', (module: LuaValue) => seeAll(context, module)),
  );
  vm.set(
    loaders,
    1,
    vm.createFunction('preload', (name: LuaValue) => {
      const found = vm.get(preload, name);
      return found ?? `\n\tno field package.preload['${textArgument(name, 1)}']`;
    }),
  );
  vm.set(
    loaders,
    2,
    vm.createFunction('loader', (name: LuaValue) => {
      const text = textArgument(name, 1);
      const source = world.loadModule(text);
      if (source === undefined) return `\n\tno file '${text.replaceAll('.', '/')}.lua'`;
      return compile(context, source.text, source.chunkName, text);
    }),
  );
  return {
    package: table,
    globals: {
      require: (L) =>
        results(L, requireModule(vm, loaded, loaders, textArgument(toHost(argument(L, 1)), 1))),
      module: (L) => {
        defineModule(context, loaded, L);
        return 0;
      },
    },
  };
}

function refuse(context: Context, name: string): never {
  throw new LuaError(context.world.refuse(name));
}

function compile(context: Context, text: string, chunkName: string, name: string): LuaInput {
  const { L } = context.running;
  const isGood = loadChunk(L, text, chunkName);
  const result = toHost(L.stack[L.top - 1] as Slot);
  L.top--;
  if (isGood) return result;
  throw new LuaError(
    `error loading module '${name}' from file '${chunkName.slice(1)}':\n\t${String(result)}`,
  );
}

const LOADING = {};

function requireModule(vm: LuaVm, loaded: LuaTable, loaders: LuaTable, name: string): LuaInput {
  const known = vm.get(loaded, name);
  if (known !== undefined && known !== false) {
    if ((known as unknown) === LOADING) {
      throw new LuaError(`loop or previous error loading module '${name}'`);
    }
    return known;
  }
  const loader = findLoader(vm, loaders, name);
  vm.set(loaded, name, true);
  const [result] = vm.call(loader, [name]);
  if (result !== undefined) vm.set(loaded, name, result);
  return vm.get(loaded, name);
}

function findLoader(vm: LuaVm, loaders: LuaTable, name: string): LuaValue {
  let tried = '';
  for (let i = 1; ; i++) {
    const search = vm.get(loaders, i);
    if (search === undefined) throw new LuaError(`module '${name}' not found:${tried}`);
    const [found] = vm.call(search, [name]);
    if (vm.typeOf(found) === 'function') return found;
    if (typeof found === 'string') tried += found;
  }
}

/** `module(name, ...)`: makes the table of a module the environment of the caller. */
function defineModule(context: Context, loaded: LuaTable, L: LuaState): void {
  const { vm } = context;
  const name = textArgument(toHost(argument(L, 1)), 1);
  let module = vm.get(loaded, name);
  if (vm.typeOf(module) !== 'table') {
    module = findTable(vm, name);
    vm.set(loaded, name, module);
  }
  const table = module as LuaTable;
  if (vm.get(table, '_NAME') === undefined) {
    vm.set(table, '_M', table);
    vm.set(table, '_NAME', name);
    vm.set(table, '_PACKAGE', name.slice(0, name.lastIndexOf('.') + 1));
  }
  const caller = frameAt(L, 1)?.func;
  if (caller?.type !== LUA_FUNCTION) throw new LuaError("'module' not called from a Lua function");
  setEnvironment(caller.value as LClosure, table as unknown as FengariTable);
  for (let i = 2; i <= argumentCount(L); i++) vm.call(toHost(argument(L, i)), [table]);
}

/** The table at a name with dots, made where it isn't there. */
function findTable(vm: LuaVm, name: string): LuaTable {
  let at = vm.globals;
  for (const part of name.split('.')) {
    const next = vm.get(at, part) ?? vm.createTable();
    if (vm.typeOf(next) !== 'table') throw new LuaError(`name conflict for module '${name}'`);
    vm.set(at, part, next);
    at = next as LuaTable;
  }
  return at;
}

function seeAll(context: Context, module: LuaValue): void {
  const { vm } = context;
  const table = tableArgument(vm, module, 1) as unknown as FengariTable;
  table.metatable ??= vm.createTable() as unknown as FengariTable;
  vm.set(table.metatable as unknown as LuaTable, '__index', vm.globals);
}
