import type { LuaState } from './fengari.ts';
import type { LuaVm, LuaWorld } from '../lua-vm.ts';
import type { Running } from './host-functions.ts';
import type { FengariTable } from './table.ts';

/** What the parts of one VM share. */
export interface Context {
  readonly main: LuaState;
  readonly running: Running;
  readonly globals: FengariTable;
  readonly world: LuaWorld;
  readonly vm: LuaVm;
  /** Where the last error that wasn't caught yet happened. */
  traceback: string;
}
