import type { Block } from '../parse/ast.ts';
import { emitBody } from './emit-function.ts';
import { Emitter } from './emitter.ts';
import type { Site } from './sites.ts';

export interface GeneratedChunk {
  /** The body of a function of `runtime`, which returns the chunk's main function. */
  readonly code: string;
  /** Where each line of the code came from; the first line is number 1. */
  readonly sites: readonly (Site | undefined)[];
}

/**
 * Makes JavaScript of a chunk. Names and texts of the script are in it only as numbers and quoted; what it
 * uses are its own variables and `runtimeNames`, the names of the parts of the runtime.
 */
export function generateChunk(body: Block, runtimeNames: readonly string[]): GeneratedChunk {
  const emitter = new Emitter();
  const main = `(...V) => ${emitBody(emitter, body)}`;
  return emitter.sites.place(
    `const {${runtimeNames.join(', ')}} = runtime; ${emitter.constants} return ${main};`,
  );
}
