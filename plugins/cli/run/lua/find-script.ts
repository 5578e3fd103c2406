import { join } from 'node:path';
import { readScript, type LuaSource } from '@chisel/lua';

/** Names of scripts; what has a slash in it is a path, which only the command line may give. */
const NAME = /^[\w-][\w.-]*$/;

/** The script that `chisel.exec` names: of the chisel's own files, else of the chisel folders. */
export function findScript(
  name: string,
  files: ReadonlyMap<string, string>,
  folders: readonly string[],
): LuaSource {
  for (const path of NAME.test(name) ? [`${name}.lua`, name] : []) {
    const own = files.get(path);
    if (own !== undefined) return { text: own, chunkName: `@${path}` };
  }
  for (const folder of NAME.test(name) ? folders : []) {
    for (const path of [`${name}.lua`, name]) {
      const text = readScript(join(folder, path));
      if (text !== undefined) return { text, chunkName: `@${path}` };
    }
  }
  throw new Error(`chisel.exec: there is no chisel ${name}`);
}
