import { LuaError } from '../../vm/lua-error.ts';
import type { LuaWorld } from '../../vm/lua-vm.ts';
import { compileScript } from '../compile-script.ts';
import { CompiledVm } from '../compiled-vm.ts';

/** What a script prints, and the message of the error that it ends with. */
export function runChunk(text: string, modules: Readonly<Record<string, string>> = {}): string {
  let output = '';
  const loadModule = (name: string) =>
    Object.hasOwn(modules, name) ? { text: modules[name] ?? '', chunkName: `=${name}` } : undefined;
  const script = { text, chunkName: '=x' };
  const vm = new CompiledVm(
    createWorld((text) => (output += text), loadModule),
    compileScript(script, loadModule),
  );
  try {
    vm.run(script);
  } catch (error) {
    if (!(error instanceof LuaError)) throw error;
    output += error.message;
  }
  return output;
}

/** A world with nothing in it but what is printed and modules. */
export function createWorld(
  write: (text: string) => void,
  loadModule: LuaWorld['loadModule'],
): LuaWorld {
  return {
    write,
    writeError: write,
    loadModule,
    openFile: (path) => {
      throw new LuaError(`${path}: not granted`);
    },
    exit: (code) => {
      throw new Error(`exit ${code}`);
    },
    refuse: (name) => `${name} is refused`,
  };
}
