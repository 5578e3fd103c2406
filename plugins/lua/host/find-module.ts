import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LuaSource } from '../vm/lua-vm.ts';

const MAX_BYTES = 4 << 20;
/** Names of modules: parts of letters, digits, `_` and `-` with dots between them, which are folders. */
const NAME = /^[\w-]+(\.[\w-]+)*$/;

/** The module of a name: of the chisel's own files, else from the first folder that has it. */
export function findModule(
  name: string,
  files: ReadonlyMap<string, string>,
  folders: readonly string[],
): LuaSource | undefined {
  if (!NAME.test(name)) return undefined;
  const path = `${name.replaceAll('.', '/')}.lua`;
  const own = files.get(path);
  if (own !== undefined) return { text: own, chunkName: `@${path}` };
  for (const folder of folders) {
    const text = readScript(join(folder, path));
    if (text !== undefined) return { text, chunkName: `@${path}` };
  }
  return undefined;
}

/** The text of a script as a byte string; undefined when there is no such file. */
export function readScript(file: string): string | undefined {
  try {
    const bytes = readFileSync(file);
    return bytes.length > MAX_BYTES ? undefined : bytes.toString('latin1');
  } catch {
    return undefined;
  }
}
