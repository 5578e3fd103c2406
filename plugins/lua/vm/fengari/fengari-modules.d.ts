/** What this package uses of Fengari's modules, in Fengari's own words. */
declare module 'fengari/src/lobject.js' {
  export class TValue {
    constructor(type: number, value: unknown);
    type: number;
    value: unknown;
    setfrom(other: TValue): void;
    setnilvalue(): void;
    setivalue(value: number): void;
    svalue(): Uint8Array;
  }
  export interface Upvalue {
    readonly name: TStringLike | null;
    readonly instack: boolean;
    readonly idx: number;
  }
  export interface TStringLike {
    text: string | null;
    bytes: Uint8Array | null;
  }
  export interface Instruction {
    readonly opcode: number;
    readonly A: number;
    readonly B: number;
    readonly C: number;
    readonly Ax: number;
    readonly Bx: number;
    readonly sBx: number;
    /** Ours: where in a table the constant name was found. */
    place: number;
  }
  export interface Proto {
    readonly k: TValue[];
    readonly p: Proto[];
    readonly code: Instruction[];
    readonly upvalues: Upvalue[];
    readonly numparams: number;
    readonly is_vararg: boolean;
    readonly maxstacksize: number;
    readonly lineinfo: number[];
    readonly source: TStringLike | null;
    readonly linedefined: number;
    readonly lastlinedefined: number;
  }
  export class LClosure {
    constructor(L: unknown, n: number);
    readonly id: number;
    p: Proto;
    nupvalues: number;
    readonly upvals: TValue[];
  }
  export class CClosure {
    constructor(L: unknown, f: unknown, n: number);
    readonly id: number;
    f: (L: unknown) => number;
  }
  export class Udata {
    constructor(L: unknown, size: number);
    readonly id: number;
    metatable: object | null;
  }
  const exported: {
    TValue: typeof TValue;
    LClosure: typeof LClosure;
    CClosure: typeof CClosure;
    Udata: typeof Udata;
    luaO_nilobject: TValue;
    luaO_arith: unknown;
    luaO_str2num: unknown;
    luaO_tostring: unknown;
    luaO_pushvfstring: (L: unknown, format: Uint8Array, args: unknown[]) => Uint8Array;
    luaO_pushfstring: (L: unknown, format: Uint8Array, ...args: unknown[]) => Uint8Array;
    luaO_chunkid(source: Uint8Array, length: number): Uint8Array;
  };
  export default exported;
}

declare module 'fengari/src/lstate.js' {
  import type { CClosure, Instruction, LClosure, TValue } from 'fengari/src/lobject.js';
  export class CallInfo {
    func: TValue & { value: LClosure | CClosure };
    funcOff: number;
    top: number;
    previous: CallInfo | null;
    next: CallInfo | null;
    l_base: number;
    l_code: Instruction[];
    l_savedpc: number;
    c_k: unknown;
    c_old_errfunc: unknown;
    c_ctx: unknown;
    nresults: number;
    callstatus: number;
  }
  export interface GlobalState {
    id_counter: number;
    mainthread: LuaState;
    readonly mt: (object | null | undefined)[];
    readonly tmname: TString[];
    readonly l_registry: TValue;
    /** Ours: what the host threw, on its way past Lua. */
    abort: { readonly thrown: unknown } | undefined;
  }
  import type { TString } from 'fengari/src/lstring.js';
  export class LuaState {
    readonly id: number;
    readonly l_G: GlobalState;
    readonly base_ci: CallInfo;
    stack: TValue[];
    top: number;
    stack_last: number;
    ci: CallInfo;
    nCcalls: number;
    nny: number;
    status: number;
    errfunc: number;
    hookmask: number;
    errorJmp: { status: number } | null;
  }
  const exported: {
    lua_State: typeof LuaState;
    CallInfo: typeof CallInfo;
    lua_newstate(): LuaState;
    lua_newthread(L: LuaState): LuaState;
  };
  export default exported;
}

declare module 'fengari/src/lstring.js' {
  export class TString {
    constructor(L: unknown, bytes: Uint8Array | null);
    bytes: Uint8Array | null;
    text: string | null;
    hash: string | null;
  }
  const exported: { TString: typeof TString };
  export default exported;
}

declare module 'fengari/src/ltable.js' {
  const exported: Record<string, unknown>;
  export default exported;
}

declare module 'fengari/src/lvm.js' {
  const exported: Record<string, unknown>;
  export default exported;
}

declare module 'fengari/src/llex.js' {
  import type { TString } from 'fengari/src/lstring.js';
  export interface LexState {
    t: { token: number; seminfo: { ts: TString | null } };
    lookahead: { token: number };
    envn: TString;
    current: number;
    readonly buff: { readonly buffer: Uint8Array; n: number };
    readonly z: { zgetc(): number };
    linenumber: number;
    lastline: number;
    L: unknown;
  }
  const exported: {
    luaX_next(ls: LexState): void;
    luaX_setinput(L: unknown, ls: LexState, z: unknown, source: unknown, first: number): void;
    luaX_token2str(ls: LexState, token: number): Uint8Array;
    luaX_syntaxerror(ls: LexState, message: Uint8Array): never;
    LUA_ENV: Uint8Array;
  };
  export default exported;
}

declare module 'fengari/src/ldo.js' {
  import type { LuaState } from 'fengari/src/lstate.js';
  const exported: {
    luaD_call(L: LuaState, at: number, results: number): void;
    luaD_callnoyield(L: LuaState, at: number, results: number): void;
    luaD_growstack(L: LuaState, count: number): void;
    luaD_pcall(
      L: LuaState,
      body: (L: LuaState, data: unknown) => void,
      data: unknown,
      top: number,
      handler: number,
    ): number;
    luaD_throw(L: LuaState, status: number): never;
    luaD_precall(L: LuaState, at: number, results: number): boolean;
    lua_isyieldable(L: LuaState): boolean;
    lua_resume(L: LuaState, from: LuaState | null, count: number): number;
    lua_yield(L: LuaState, count: number): number;
  };
  export default exported;
}

declare module 'fengari/src/ldebug.js' {
  import type { LuaState } from 'fengari/src/lstate.js';
  import type { TValue } from 'fengari/src/lobject.js';
  const exported: {
    luaG_runerror(L: LuaState, format: Uint8Array, ...args: unknown[]): never;
    luaG_typeerror(L: LuaState, value: TValue, operation: Uint8Array): never;
    luaG_errormsg(L: LuaState): never;
    luaG_ordererror(L: LuaState, left: TValue, right: TValue): never;
    lua_getinfo(L: LuaState, what: Uint8Array, record: object): number;
  };
  export default exported;
}

declare module 'fengari/src/ltm.js' {
  import type { LuaState } from 'fengari/src/lstate.js';
  import type { TValue } from 'fengari/src/lobject.js';
  const exported: {
    TMS: Record<string, number>;
    luaT_trybinTM(L: LuaState, left: TValue, right: TValue, result: TValue, event: number): void;
    luaT_callTM(
      L: LuaState,
      handler: TValue,
      first: TValue,
      second: TValue,
      third: TValue,
      hasResult: 0 | 1,
    ): void;
    luaT_gettmbyobj(L: LuaState, value: TValue, event: number): TValue;
    luaT_objtypename: unknown;
    luaT_typenames_: Uint8Array[];
  };
  export default exported;
}

declare module 'fengari/src/lfunc.js' {
  import type { LuaState } from 'fengari/src/lstate.js';
  const exported: { luaF_close(L: LuaState, level: number): void };
  export default exported;
}

declare module 'fengari/src/lapi.js' {
  import type { LuaState } from 'fengari/src/lstate.js';
  const exported: {
    lua_load(
      L: LuaState,
      reader: (L: LuaState, data: { bytes: Uint8Array | null }) => Uint8Array | null,
      data: { bytes: Uint8Array | null },
      name: Uint8Array,
      mode: Uint8Array,
    ): number;
    lua_pcallk(
      L: LuaState,
      args: number,
      results: number,
      handler: number,
      context: unknown,
      next: ((L: LuaState, status: number, context: number) => number) | null,
    ): number;
    lua_xmove(from: LuaState, to: LuaState, count: number): void;
    lua_checkstack(L: LuaState, count: number): boolean;
    lua_insert(L: LuaState, index: number): void;
  };
  export default exported;
}

declare module 'fengari/src/lopcodes.js' {
  const exported: { OpCodesI: Record<string, number> };
  export default exported;
}
