import type { LuaTable } from './lua-vm.ts';

/** Something of the host that Lua can only keep, compare and hand back; subclasses say what it is. */
export class LuaUserdata {
  /** What `tostring` writes before the address. */
  get label(): string {
    return 'userdata: ';
  }

  /** Functions that Lua finds by `value:name()`, if there are any. */
  get methods(): LuaTable | undefined {
    return undefined;
  }
}
