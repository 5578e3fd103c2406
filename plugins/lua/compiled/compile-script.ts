import type { LuaSource, LuaWorld } from '../vm/lua-vm.ts';
import type { CompiledChunk } from './compile-chunk.ts';
import { compileUnlessKept, keyOf } from './kept-chunks.ts';
import { LuaSyntaxError, UntranslatableError } from './parse/syntax-error.ts';

/** Compiles a chunk, or gives what was compiled before. */
export type Compile = (source: LuaSource) => CompiledChunk;

/** Globals that the compiled VM doesn't have, or has less of: who names one is run by the other. */
const INTERPRETED: ReadonlySet<string> = new Set([
  'coroutine',
  'debug',
  'dofile',
  'getfenv',
  'load',
  'loadfile',
  'loadstring',
  'module',
  'newproxy',
  'setfenv',
]);

/**
 * Compiles a script and the modules that it names, before it runs. Throws an UntranslatableError that says
 * what in them only the interpreter can do; errors of syntax are left to the run, which reports them.
 */
export function compileScript(script: LuaSource, loadModule: LuaWorld['loadModule']): Compile {
  const compiled = new Map<string, CompiledChunk>();
  const compile: Compile = (source) => {
    const key = keyOf(source);
    const chunk = compiled.get(key) ?? compileUnlessKept(source);
    compiled.set(key, chunk);
    return chunk;
  };
  const waiting = [script];
  const seen = new Set<string>();
  for (let source = waiting.pop(); source; source = waiting.pop()) {
    for (const name of requirements(compile, source)) {
      const module = seen.has(name) ? undefined : loadModule(name);
      seen.add(name);
      if (module) waiting.push(module);
    }
  }
  return compile;
}

function requirements(compile: Compile, source: LuaSource): Iterable<string> {
  try {
    const { globals, modules } = compile(source);
    const [missing] = globals.intersection(INTERPRETED);
    if (missing !== undefined) throw new UntranslatableError(`it uses ${missing}`);
    return modules;
  } catch (error) {
    if (error instanceof LuaSyntaxError) return [];
    throw error;
  }
}
