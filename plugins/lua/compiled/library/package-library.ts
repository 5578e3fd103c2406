import { LuaError } from '../../vm/lua-error.ts';
import type { LuaSource, LuaWorld } from '../../vm/lua-vm.ts';
import { callFromHost } from '../runtime/calls.ts';
import { toText } from '../runtime/text.ts';
import { first, isTrue, Table, type Callable, type Value } from '../runtime/value.ts';
import { expected } from './arguments.ts';

/** Stands in `package.loaded` while a module is being loaded. */
const LOADING = new Table();

/** `package`, and `require`, which finds what the world has. */
export function packageLibrary(
  world: LuaWorld,
  load: (source: LuaSource) => Callable,
): { readonly package: Table; readonly require: Callable } {
  const loaded = new Table();
  const preload = new Table();
  const library = new Table();
  library.set('loaded', loaded);
  library.set('preload', preload);
  library.set('path', './?.lua');
  library.set('cpath', '');
  library.set('config', '/\n;\n?\n!\n-\n');
  const loaders = Table.ofList([
    (name) => preload.get(name) ?? `\n\tno field package.preload['${toText(name) ?? ''}']`,
    (name) => {
      const source = world.loadModule(toText(name) ?? '');
      return source ? load(source) : `\n\tno file '${toText(name) ?? ''}.lua'`;
    },
  ]);
  library.set('loaders', loaders);
  return { package: library, require: (name) => requireModule(loaded, loaders, name) };
}

function requireModule(loaded: Table, loaders: Table, key: Value): Value {
  const name = toText(key);
  if (name === undefined) throw expected(1, 'string', key);
  const known = loaded.get(name);
  if (known === LOADING) throw new LuaError(`loop or previous error loading module '${name}'`);
  if (isTrue(known)) return known;
  const loader = findLoader(loaders, name);
  loaded.set(name, LOADING);
  const result = first(callFromHost(loader, [name]));
  if (result !== undefined) loaded.set(name, result);
  if (loaded.get(name) === LOADING) loaded.set(name, true);
  return loaded.get(name);
}

/** Loaders say in words why they have none. */
function findLoader(loaders: Table, name: string): Value {
  let reasons = '';
  for (let i = 1; i <= loaders.length; i++) {
    const found = first(callFromHost(loaders.getNumber(i), [name]));
    if (typeof found === 'function') return found;
    if (typeof found === 'string') reasons += found;
  }
  throw new LuaError(`module '${name}' not found:${reasons}`);
}
