import type { LuaSource } from '../vm/lua-vm.ts';
import { generateChunk } from './generate/generate-chunk.ts';
import type { Block } from './parse/ast.ts';
import { chunkId } from './parse/chunk-id.ts';
import { parseChunk } from './parse/parse-chunk.ts';
import { UntranslatableError } from './parse/syntax-error.ts';
import * as arithmetic from './runtime/arithmetic.ts';
import * as calls from './runtime/calls.ts';
import { registerChunk } from './runtime/code-sites.ts';
import * as comparison from './runtime/comparison.ts';
import * as construct from './runtime/construct.ts';
import { evaluateScript } from './runtime/evaluate-script.ts';
import * as fields from './runtime/fields.ts';
import { getGlobal, globalSite, setGlobal } from './runtime/globals.ts';
import { iterate } from './runtime/iterate.ts';
import type { Table } from './runtime/table.ts';
import { concat, length } from './runtime/text.ts';
import { first, NONE, nth, spread, type Callable } from './runtime/value.ts';

/** All that generated code can name. */
const RUNTIME = {
  ...arithmetic,
  ...calls,
  ...comparison,
  ...construct,
  ...fields,
  getGlobal,
  globalSite,
  setGlobal,
  iterate,
  concat,
  length,
  first,
  NONE,
  nth,
  spread,
};

const NAMES = Object.keys(RUNTIME);

/** A chunk as JavaScript. */
export interface CompiledChunk {
  /** The chunk as a function of a VM. */
  readonly bind: (globals: Table) => Callable;
  readonly globals: ReadonlySet<string>;
  readonly modules: ReadonlySet<string>;
}

/** Throws a LuaSyntaxError, or an UntranslatableError for what this compiler leaves to another VM. */
export function compileChunk({ text, chunkName }: LuaSource): CompiledChunk {
  const { body, globals, modules } = parseChunk(text, chunkName);
  const instantiate = translate(body, chunkId(chunkName));
  const bind = (table: Table): Callable =>
    instantiate({ ...RUNTIME, globalSite: (key: string) => globalSite(table, key) });
  return { bind, globals, modules };
}

/** The engine has limits of its own, on how deep an expression may be. */
function translate(body: Block, id: string): (runtime: object) => Callable {
  try {
    const { code, sites } = generateChunk(body, NAMES);
    return evaluateScript(`return (runtime) => {${code}}`, registerChunk(id, sites));
  } catch (error) {
    if (error instanceof UntranslatableError) throw error;
    throw new UntranslatableError((error as Error).message);
  }
}
