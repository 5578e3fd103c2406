import { LuaError } from '../vm/lua-error.ts';
import type { CreateLuaVm, LuaVm, LuaWorld } from '../vm/lua-vm.ts';

/** A VM with nothing around it, and what it has written. */
export interface Bare {
  readonly vm: LuaVm;
  /** Runs source; its output since the last run, or its error. */
  readonly run: (text: string, chunkName?: string) => string;
}

export function bareVm(create: CreateLuaVm, world: Partial<LuaWorld> = {}): Bare {
  let output = '';
  const vm = create({
    write: (text) => (output += text),
    writeError: (text) => (output += text),
    loadModule: () => undefined,
    openFile: (path) => {
      throw new LuaError(`${path}: not granted`);
    },
    exit: (code) => {
      throw new Error(`exit ${String(code)}`);
    },
    refuse: (name) => `${name} is refused`,
    ...world,
  });
  const run = (text: string, chunkName = '=test'): string => {
    output = '';
    vm.run({ text, chunkName });
    return output;
  };
  return { vm, run };
}
