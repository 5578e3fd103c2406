import type { LuaFile } from './lua-file.ts';
import type { LuaUserdata } from './lua-userdata.ts';

declare const brand: unique symbol;

/** Handles belong to the VM that made them: they are compared, kept and handed back, nothing else. */
export interface LuaTable {
  readonly [brand]: 'table';
}

export interface LuaFunction {
  readonly [brand]: 'function';
}

export interface LuaThread {
  readonly [brand]: 'thread';
}

/** A string made ready by `intern`: handing it to Lua costs nothing. */
export interface LuaText {
  readonly [brand]: 'text';
}

/** What Lua hands out. Nil is undefined, a string is a byte string: one character a byte. */
export type LuaValue =
  undefined | boolean | number | string | LuaTable | LuaFunction | LuaThread | LuaUserdata;

/** What Lua takes. */
export type LuaInput = LuaValue | LuaText;

export type LuaType =
  'nil' | 'boolean' | 'number' | 'string' | 'table' | 'function' | 'thread' | 'userdata';

/** One value, or an array of several; an empty array is no value. */
export type LuaResult = LuaInput | readonly LuaInput[] | void;

/**
 * What Lua calls in the host: with as many arguments as it declares, at most four; those that are missing are
 * undefined. It may throw a LuaError, which Lua can catch and which gets the place of the call; an
 * ArgumentError, which gets the function's name too; anything else ends the run of Lua, which can't catch it.
 */
export type HostFunction = (...args: never[]) => LuaResult;

/** A function of any number of arguments; `args` is valid during the call. */
export type VariadicFunction = (args: readonly LuaValue[]) => LuaResult;

/** Source of a module and the name that messages call it by: `@FILE`, `=NAME`, or any text. */
export interface LuaSource {
  readonly text: string;
  readonly chunkName: string;
}

/** What a VM may do to the world around it. */
export interface LuaWorld {
  /** Standard output, as byte strings. */
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** One line, without its end unless `keepsEnd`; undefined at the end of standard input. */
  readonly readLine?: (keepsEnd: boolean) => string | undefined;
  /** What `require` finds by this name, beside the VM's own modules. */
  readonly loadModule: (name: string) => LuaSource | undefined;
  /** What `dofile` and `loadfile` find; absent: nothing. */
  readonly loadFile?: (path: string) => LuaSource | undefined;
  /** Opens a file, or throws a LuaError that says why not and how to grant it. */
  readonly openFile: (path: string, mode: string) => LuaFile;
  /** `os.exit`: throws what the host takes for it. */
  readonly exit: (code: number) => never;
  /** Why a function such as `os.execute` isn't to be had: the message of the error that it raises. */
  readonly refuse: (name: string) => string;
  readonly getenv?: (name: string) => string | undefined;
}

/**
 * A Lua 5.1 as LuaJIT is one, without ffi. Calls throw a LuaError with place and traceback. Inside `protect`
 * and inside host functions they throw something of the VM's own, to be let through.
 */
export interface LuaVm {
  readonly globals: LuaTable;

  /** Compiles and runs a chunk; its first result. */
  run(source: LuaSource): LuaValue;

  typeOf(value: LuaInput): LuaType;
  /** As Lua's `tostring`, with metamethods. */
  toText(value: LuaValue): string;
  intern(text: string): LuaText;

  createTable(): LuaTable;
  /** These are raw: no metamethods. */
  get(table: LuaTable, key: LuaInput): LuaValue;
  set(table: LuaTable, key: LuaInput, value: LuaInput): void;
  /** As `set` of a key that isn't there; where the VM can, it comes behind all others, numbers too. */
  append(table: LuaTable, key: LuaInput, value: LuaInput): void;
  length(table: LuaTable): number;
  /** In the order of `pairs`. */
  forEach(table: LuaTable, visit: (key: LuaValue, value: LuaValue) => void): void;

  /** With metamethods: `holder[key]` and `left < right`. */
  index(holder: LuaValue, key: LuaInput): LuaValue;
  lessThan(left: LuaValue, right: LuaValue): boolean;

  createFunction(name: string, host: HostFunction): LuaFunction;
  createVariadic(name: string, host: VariadicFunction): LuaFunction;

  /** Calls anything callable; all results. */
  call(callee: LuaValue, args: readonly LuaInput[]): LuaValue[];
  /** Runs many calls under one protection, which costs more than a small call. */
  protect<T>(body: () => T): T;
  /**
   * A function that calls the global `name`, whatever it is by then, without arguments and says whether its
   * first result is true in Lua's sense. To be called inside `protect`.
   */
  callback(name: string): () => boolean;
}

/** Every kind of VM is made this way. */
export type CreateLuaVm = (world: LuaWorld) => LuaVm;
