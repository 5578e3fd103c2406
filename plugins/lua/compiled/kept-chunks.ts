import type { LuaSource } from '../vm/lua-vm.ts';
import { compileChunk, type CompiledChunk } from './compile-chunk.ts';

/** Chunks that were compiled before the guest's snapshot was made, by their name and text. */
const kept = new Map<string, CompiledChunk>();

/** Compiles a chunk for all scripts to come; one that can't be is left to them. */
export function keepChunk(source: LuaSource): void {
  try {
    kept.set(keyOf(source), compileChunk(source));
  } catch {
    kept.delete(keyOf(source));
  }
}

export function compileUnlessKept(source: LuaSource): CompiledChunk {
  return kept.get(keyOf(source)) ?? compileChunk(source);
}

export function keyOf({ chunkName, text }: LuaSource): string {
  return `${chunkName}\0${text}`;
}
