import { compileScript } from '../compiled/compile-script.ts';
import { CompiledVm } from '../compiled/compiled-vm.ts';
import { UntranslatableError } from '../compiled/parse/syntax-error.ts';
import { createFengariVm } from '../vm/fengari/fengari-vm.ts';
import type { LuaSource, LuaVm, LuaWorld } from '../vm/lua-vm.ts';
import type { VmChoice } from './setup.ts';

/** The VM for a script: compiled, unless the script wants what only the interpreter has. */
export function createVm(world: LuaWorld, script: LuaSource, choice: VmChoice): LuaVm {
  if (choice === 'interpreted') return createFengariVm(world);
  try {
    return new CompiledVm(world, compileScript(script, world.loadModule));
  } catch (error) {
    if (choice === 'compiled' || !(error instanceof UntranslatableError)) throw error;
    return createFengariVm(world);
  }
}
