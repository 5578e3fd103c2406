/** The chunk isn't Lua; the message has its place, as LuaJIT writes it. */
export class LuaSyntaxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LuaSyntaxError';
  }
}

/** It is Lua, but not of the kind that is compiled. */
export class UntranslatableError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'UntranslatableError';
  }
}
