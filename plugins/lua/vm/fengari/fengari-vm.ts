import { ldo, lstate, type LuaState } from './fengari.ts';
import { LuaError } from '../lua-error.ts';
import { LuaUserdata } from '../lua-userdata.ts';
import type {
  CreateLuaVm,
  HostFunction,
  LuaFunction,
  LuaInput,
  LuaSource,
  LuaTable,
  LuaText,
  LuaType,
  LuaValue,
  LuaVm,
  LuaWorld,
  VariadicFunction,
} from '../lua-vm.ts';
import { getIndex } from './access.ts';
import { isTrue, lessThan } from './arithmetic.ts';
import { beginCall, HostClosure, put, reserve } from './calls.ts';
import { loadChunk } from './chunk.ts';
import type { Context } from './context.ts';
import { withForeignErrors } from './foreign-errors.ts';
import { callValue, execute } from './execute.ts';
import { hostFunction, variadicFunction, type Running } from './host-functions.ts';
import { hostType, push, slotType, toHost, toSlot } from './host-values.ts';
import { installLua51 } from './install.ts';
import { openLibraries } from './libraries.ts';
import { FengariTable } from './table.ts';
import { plainText, slotToText } from './text.ts';
import { traceback } from './traceback.ts';
import { LIGHT_USERDATA, newSlot, newString, NIL, type Slot } from './values.ts';

/** A VM that interprets, made of Fengari's parser and frames and the language of LuaJIT. */
export const createFengariVm: CreateLuaVm = (world) => new FengariVm(world);

/** Where Fengari keeps the global table. */
const GLOBALS = 2;

class FengariVm implements LuaVm {
  readonly #context: Context;
  readonly #main: LuaState;
  readonly #running: Running;
  readonly #handler: number;
  #isProtected = false;

  constructor(world: LuaWorld) {
    installLua51();
    const main = lstate.lua_newstate();
    const registry = main.l_G.l_registry.value as FengariTable;
    const globals = registry.getNumber(GLOBALS).value as FengariTable;
    this.#main = main;
    this.#running = { L: main };
    this.#context = {
      main,
      running: this.#running,
      globals,
      world,
      vm: this,
      traceback: '',
    };
    this.#handler = main.top;
    push(main, new HostClosure(main, 'handler', (L) => this.#noteTraceback(L)) as never);
    openLibraries(this.#context);
    this.#giveMethods();
  }

  get globals(): LuaTable {
    return this.#context.globals as never;
  }

  run({ text, chunkName }: LuaSource): LuaValue {
    return this.protect(() => {
      const { L } = this.#running;
      const at = L.top;
      if (!loadChunk(L, text, chunkName)) ldo.luaD_throw(L, SYNTAX_ERROR);
      callValue(L, at, 1);
      L.top = at;
      return toHost(L.stack[at] as Slot);
    });
  }

  typeOf(value: LuaInput): LuaType {
    return hostType(value);
  }

  toText(value: LuaValue): string {
    return slotToText(this.#running.L, toSlot(value));
  }

  intern(text: string): LuaText {
    return newString(text) as never;
  }

  createTable(): LuaTable {
    return new FengariTable(this.#main) as never;
  }

  get(table: LuaTable, key: LuaInput): LuaValue {
    const from = table as unknown as FengariTable;
    if (typeof key === 'string') return toHost(from.getKey(key));
    return toHost(typeof key === 'number' ? from.getNumber(key) : from.get(toSlot(key)));
  }

  append(table: LuaTable, key: LuaInput, value: LuaInput): void {
    this.set(table, key, value);
  }

  set(table: LuaTable, key: LuaInput, value: LuaInput): void {
    const to = table as unknown as FengariTable;
    const slot = toSlot(value);
    if (typeof key === 'string') to.setKey(key, null, slot);
    else if (typeof key === 'number') to.setNumber(key, slot);
    else to.set(toSlot(key), slot);
    to.flags = 0;
  }

  length(table: LuaTable): number {
    return (table as unknown as FengariTable).length();
  }

  forEach(table: LuaTable, visit: (key: LuaValue, value: LuaValue) => void): void {
    const from = table as unknown as FengariTable;
    const key = newSlot(NIL, null);
    const value = newSlot(NIL, null);
    while (from.entryAt(from.positionAfter(key), key, value)) visit(toHost(key), toHost(value));
  }

  index(holder: LuaValue, key: LuaInput): LuaValue {
    const result = newSlot(NIL, null);
    getIndex(this.#running.L, toSlot(holder), toSlot(key), result);
    return toHost(result);
  }

  lessThan(left: LuaValue, right: LuaValue): boolean {
    return lessThan(this.#running.L, toSlot(left), toSlot(right));
  }

  createFunction(name: string, host: HostFunction): LuaFunction {
    return hostFunction(this.#running, name, host) as never;
  }

  createVariadic(name: string, host: VariadicFunction): LuaFunction {
    return variadicFunction(this.#running, name, host) as never;
  }

  call(callee: LuaValue, args: readonly LuaInput[]): LuaValue[] {
    return this.protect(() => {
      const { L } = this.#running;
      const at = L.top;
      reserve(L, args.length + 1);
      push(L, callee);
      for (const value of args) push(L, value);
      ldo.luaD_callnoyield(L, at, -1);
      const values = L.stack.slice(at, L.top).map(toHost);
      L.top = at;
      return values;
    });
  }

  callback(name: string): () => boolean {
    const { globals } = this.#context;
    const L = this.#main;
    return () => {
      const at = L.top;
      put(L.stack, at, globals.getKey(name));
      L.top = at + 1;
      if (!beginCall(L, at, 1)) execute(L);
      L.top = at;
      return isTrue(L.stack[at] as Slot);
    };
  }

  protect<T>(body: () => T): T {
    if (this.#isProtected) return body();
    const L = this.#main;
    const { top } = L;
    let result: T | undefined;
    this.#isProtected = true;
    this.#running.L = L;
    const run = (): void => {
      result = body();
    };
    const guarded = (): void => withForeignErrors(L, run);
    const status = ldo.luaD_pcall(L, guarded, null, top, this.#handler);
    this.#isProtected = false;
    this.#running.L = L;
    const error = L.stack[top] as Slot;
    L.top = top;
    this.#finishAbort();
    if (status !== 0) throw this.#errorOf(error);
    return result as T;
  }

  #finishAbort(): void {
    const { abort } = this.#main.l_G;
    this.#main.l_G.abort = undefined;
    if (abort) throw abort.thrown;
  }

  #errorOf(slot: Slot): LuaError {
    const value = toHost(slot);
    const isText = typeof value === 'string' || typeof value === 'number';
    const message = isText ? plainText(slot) : `(error object is a ${slotType(slot)} value)`;
    const { traceback: trace } = this.#context;
    this.#context.traceback = '';
    return new LuaError(message, value, trace);
  }

  /** Called where an error happens that nothing catches. */
  #noteTraceback(L: LuaState): number {
    this.#context.traceback = traceback(L, undefined, 1);
    return 1;
  }

  /** `value:name()` on userdata of the host. */
  #giveMethods(): void {
    const metatable = new FengariTable(this.#main);
    const index = this.createFunction('index', (value: LuaValue, key: LuaValue) => {
      const methods = value instanceof LuaUserdata ? value.methods : undefined;
      if (methods === undefined) throw new LuaError('attempt to index a userdata value');
      return this.get(methods, key);
    });
    metatable.setKey('__index', null, toSlot(index));
    this.#main.l_G.mt[LIGHT_USERDATA] = metatable;
  }
}

const SYNTAX_ERROR = 3;
