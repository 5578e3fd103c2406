import type {
  HostFunction,
  LuaFunction,
  LuaInput,
  LuaResult,
  LuaSource,
  LuaTable,
  LuaText,
  LuaType,
  LuaValue,
  LuaVm,
  LuaWorld,
  VariadicFunction,
} from '../vm/lua-vm.ts';
import { compileChunk } from './compile-chunk.ts';
import type { Compile } from './compile-script.ts';
import { textOf } from './library/base-library.ts';
import { installLibraries } from './library/install-libraries.ts';
import { LuaSyntaxError, UntranslatableError } from './parse/syntax-error.ts';
import { callFromHost } from './runtime/calls.ts';
import { asRaised } from './runtime/caught.ts';
import { keepFrames } from './runtime/code-sites.ts';
import { less } from './runtime/comparison.ts';
import { index } from './runtime/fields.ts';
import { getGlobal, globalSite } from './runtime/globals.ts';
import { iterate, nextPair } from './runtime/iterate.ts';
import { shared } from './runtime/metatables.ts';
import { RaisedError } from './runtime/raise.ts';
import {
  first,
  isTrue,
  spread,
  Table,
  typeOf,
  type Callable,
  type Value,
} from './runtime/value.ts';

/**
 * A Lua that is compiled to JavaScript. Its values are what the interface hands out: host functions are
 * called as they are, and errors get their place when they are caught.
 */
export class CompiledVm implements LuaVm {
  readonly #globals = new Table();
  readonly #compile: Compile;
  readonly #textMetatable: Table;

  constructor(world: LuaWorld, compile: Compile = compileChunk) {
    this.#compile = compile;
    const load = (source: LuaSource): Callable => this.load(source);
    this.#textMetatable = installLibraries(this, this.#globals, world, load);
    keepFrames();
    this.#enter();
  }

  /** Strings of all VMs are the same to the engine, so the one that runs says what they can do. */
  #enter(): void {
    shared.textMetatable = this.#textMetatable;
  }

  get globals(): LuaTable {
    return this.#globals as unknown as LuaTable;
  }

  run(source: LuaSource): LuaValue {
    const main = this.load(source);
    return this.protect(() => first(main()) as LuaValue);
  }

  /** The function that a chunk is. */
  load(source: LuaSource): Callable {
    try {
      return this.#compile(source).bind(this.#globals);
    } catch (error) {
      if (!(error instanceof LuaSyntaxError || error instanceof UntranslatableError)) throw error;
      throw new RaisedError(error.message, []);
    }
  }

  typeOf(value: LuaInput): LuaType {
    return typeOf(value as Value);
  }

  toText(value: LuaValue): string {
    return textOf(value as Value);
  }

  /** A string keeps its hash, and is quickly found to be the same one. */
  intern(text: string): LuaText {
    return text as unknown as LuaText;
  }

  createTable(): LuaTable {
    return new Table() as unknown as LuaTable;
  }

  get(table: LuaTable, key: LuaInput): LuaValue {
    return asTable(table).get(key as Value) as LuaValue;
  }

  set(table: LuaTable, key: LuaInput, value: LuaInput): void {
    asTable(table).set(key as Value, value as Value);
  }

  append(table: LuaTable, key: LuaInput, value: LuaInput): void {
    asTable(table).add(key as Value, value as Value);
  }

  length(table: LuaTable): number {
    return asTable(table).length;
  }

  forEach(table: LuaTable, visit: (key: LuaValue, value: LuaValue) => void): void {
    const pairs = iterate([nextPair, asTable(table), undefined]);
    while (pairs.step()) visit(pairs.first as LuaValue, pairs.second as LuaValue);
  }

  index(holder: LuaValue, key: LuaInput): LuaValue {
    return index(holder as Value, key as Value) as LuaValue;
  }

  lessThan(left: LuaValue, right: LuaValue): boolean {
    return callFromHost(less, [left as Value, right as Value]) === true;
  }

  createFunction(_name: string, host: HostFunction): LuaFunction {
    return host as unknown as LuaFunction;
  }

  createVariadic(_name: string, host: VariadicFunction): LuaFunction {
    return ((...args: LuaValue[]): LuaResult => host(args)) as unknown as LuaFunction;
  }

  call(callee: LuaValue, args: readonly LuaInput[]): LuaValue[] {
    this.#enter();
    try {
      return spread(callFromHost(callee as Value, args as readonly Value[])) as LuaValue[];
    } catch (error) {
      throw asRaised(error);
    }
  }

  protect<T>(body: () => T): T {
    this.#enter();
    try {
      return body();
    } catch (error) {
      throw asRaised(error);
    }
  }

  callback(name: string): () => boolean {
    const site = globalSite(this.#globals, name);
    return () => isTrue(first(callFromHost(site.entry.value ?? getGlobal(site), NO_ARGS)));
  }
}

const NO_ARGS: readonly Value[] = [];

function asTable(table: LuaTable): Table {
  return table as unknown as Table;
}
