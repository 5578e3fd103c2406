import type { Block } from './ast.ts';
import { parseBody } from './parse-statement.ts';
import { Parser } from './parser.ts';

export interface ParsedChunk {
  readonly body: Block;
  /** Globals that it names. */
  readonly globals: ReadonlySet<string>;
  /** Modules that it requires by a constant name. */
  readonly modules: ReadonlySet<string>;
}

/**
 * Parses a chunk as LuaJIT would: the body of a function of any arguments. Throws a LuaSyntaxError, or an
 * UntranslatableError for what LuaJIT has beyond Lua.
 */
export function parseChunk(source: string, chunkName: string): ParsedChunk {
  const parser = new Parser(source, chunkName);
  parser.scopes.openFunction(true, 0);
  const body = parseBody(parser);
  if (!parser.isAtEnd) throw parser.fail(`'<eof>' expected`);
  parser.scopes.close();
  const { globals, modules } = parser;
  return { body, globals, modules };
}
