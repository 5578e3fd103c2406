import { readdirSync } from 'node:fs';
import type { LuaSource } from '../vm/lua-vm.ts';
import { findModule, readScript } from './find-module.ts';

/** `require "name"`, and a chisel that another puts in its place. */
const NAMED = /\b(?:require|exec)\s*\(?\s*["']([\w-]+)["']/g;

/** What the scripts of a folder require from it; a folder that is not there has none. */
export function modulesInFolder(folder: string): LuaSource[] {
  const names = new Set<string>();
  for (const file of scriptsIn(folder)) {
    for (const [, name = ''] of (readScript(`${folder}/${file}`) ?? '').matchAll(NAMED))
      names.add(name);
  }
  return [...names].sort().flatMap((name) => findModule(name, new Map(), [folder]) ?? []);
}

function scriptsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.lua'));
  } catch {
    return [];
  }
}
