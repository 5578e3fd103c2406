/** Something of the host that Lua can only keep, compare and hand back; subclasses say what it is. */
export class LuaUserdata {
  /** What `tostring` writes before the colon. */
  get label(): string {
    return 'userdata';
  }
}
