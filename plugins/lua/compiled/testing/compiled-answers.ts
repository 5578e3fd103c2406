import { readFileSync } from 'node:fs';
import type { LuaValue } from '../../vm/lua-vm.ts';
import { compileChunk, type CompiledChunk } from '../compile-chunk.ts';
import { compileScript } from '../compile-script.ts';
import { CompiledVm } from '../compiled-vm.ts';
import { LuaSyntaxError, UntranslatableError } from '../parse/syntax-error.ts';
import type { Table } from '../runtime/table.ts';
import type { Callable, Results, Value } from '../runtime/value.ts';
import { createWorld } from './run-chunk.ts';

const driver = readFileSync(new URL('../../testing/driver.lua', import.meta.url), 'latin1');

/** What the compiled VM says to each snippet; undefined to those that are left to the interpreter. */
export function compiledAnswers(snippets: readonly string[]): (string | undefined)[] {
  const vm = new CompiledVm(
    createWorld(
      () => undefined,
      () => undefined,
    ),
  );
  const texts = snippets.map((snippet) => Buffer.from(snippet, 'latin1').toString('latin1'));
  const compiled = texts.map(isCompiled);
  const list = vm.createTable();
  texts.filter((_, i) => compiled[i]).forEach((text, i) => vm.set(list, i + 1, text));
  addForDriver(vm);
  const answers: string[] = [];
  const say = vm.createFunction('say', (line: LuaValue) => void answers.push(String(line)));
  vm.call(vm.load({ text: driver, chunkName: '=driver' }) as unknown as LuaValue, [list, say]);
  return compiled.map((has) => (has ? (answers.shift() ?? 'nothing') : undefined));
}

function isCompiled(text: string): boolean {
  try {
    compileScript({ text, chunkName: '=s' }, () => undefined);
    return true;
  } catch (error) {
    if (error instanceof UntranslatableError) return false;
    throw error;
  }
}

/** What only the driver uses, of the functions that this VM has not. */
function addForDriver(vm: CompiledVm): void {
  const globals = vm.globals as unknown as Table;
  const chunks = new Map<Value, (environment: Table) => void>();
  globals.set('coroutine', vm.createTable() as unknown as Table);
  globals.set('loadstring', (text, name) => {
    const chunk = compile(String(text), String(name));
    if (typeof chunk === 'string') return [undefined, chunk];
    let bound = chunk.bind(globals);
    const run: Callable = (...args): Results => bound(...args);
    chunks.set(run, (environment) => (bound = chunk.bind(environment)));
    return run;
  });
  globals.set('setfenv', (chunk, environment) => {
    chunks.get(chunk)?.(environment as Table);
    return chunk;
  });
}

function compile(text: string, chunkName: string): CompiledChunk | string {
  try {
    return compileChunk({ text, chunkName });
  } catch (error) {
    if (error instanceof LuaSyntaxError) return error.message;
    throw error;
  }
}
