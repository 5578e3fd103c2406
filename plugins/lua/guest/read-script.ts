import { LuaError } from '../vm/lua-error.ts';
import type { LuaTable, LuaValue, LuaVm } from '../vm/lua-vm.ts';
import type { ScriptArg, ScriptFacts } from './setup.ts';
import { textOf } from './text-of.ts';

/** What a script that has been run says of itself in its globals. */
export function readScript(vm: LuaVm): ScriptFacts {
  const { globals } = vm;
  const text = (name: string): string | undefined => textOf(vm.get(globals, name));
  const args = vm.get(globals, 'args');
  const view = vm.get(globals, 'view_info');
  return {
    args: isTable(vm, args) ? readArgs(vm, args) : [],
    description: text('description'),
    shortDescription: text('short_description'),
    category: text('category') ?? '',
    hidden: vm.get(globals, 'hidden') === true,
    viewId: isTable(vm, view) ? (textOf(vm.get(view, 'id')) ?? '') : undefined,
    isRunnable: isTable(vm, args),
  };
}

export function isTable(vm: LuaVm, value: LuaValue): value is LuaTable {
  return vm.typeOf(value) === 'table';
}

function readArgs(vm: LuaVm, table: LuaTable): ScriptArg[] {
  const args: ScriptArg[] = [];
  vm.forEach(table, (key, value) => {
    if (!isTable(vm, value)) throw new LuaError(`args[${vm.toText(key)}] is not a table`);
    args.push(readArg(vm, value, `args[${vm.toText(key)}]`));
  });
  return args;
}

function readArg(vm: LuaVm, table: LuaTable, what: string): ScriptArg {
  const read: Record<string, string> = {};
  let optional = false;
  vm.forEach(table, (key, value) => {
    const name = vm.toText(key);
    const text = textOf(value);
    if (text !== undefined) read[name] = text;
    else if (typeof value !== 'boolean') throw new LuaError(`${what}.${name} is not a string`);
    else if (name === 'optional') optional = value;
  });
  const { name = '', description = '', argtype = '' } = read;
  return { name, description, type: argtype, optional };
}
