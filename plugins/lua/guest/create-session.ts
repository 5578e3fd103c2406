import type { LuaSource } from '../vm/lua-vm.ts';
import { createChiselApi } from './chisel-api.ts';
import { createVm } from './create-vm.ts';
import { createEvtApi } from './evt-api.ts';
import { Session } from './session.ts';
import type { ChiselSetup } from './setup.ts';
import { createSysdigApi } from './sysdig-api.ts';
import { createWorld } from './world.ts';

/** A new Lua with the chisel API, in which the script has been run. */
export function createSession(source: LuaSource, setup: ChiselSetup, name: string): Session {
  const sources: Record<string, string> = {};
  const note = ({ chunkName, text }: LuaSource): void => void (sources[chunkName] = text);
  const vm = createVm(createWorld(note), source, setup.vm);
  const session = new Session(vm, setup, name, sources);
  vm.set(vm.globals, 'chisel', createChiselApi(session));
  vm.set(vm.globals, 'evt', createEvtApi(session));
  vm.set(vm.globals, 'sysdig', createSysdigApi(session));
  note(source);
  vm.run(source);
  return session;
}
