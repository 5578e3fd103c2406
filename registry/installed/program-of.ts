import type { Program } from '@chisel/core/sandbox/runtime.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** Where the files that a builder made are, below the chisel's folder. */
export const builtFolder = '.built/';

const endings = { typescript: /\.[jt]s$/, lua: /\.lua$/ };

/** The part of a chisel's files that runs: what its builder made, else its sources. */
export function programOf(manifest: Manifest, files: ReadonlyMap<string, string>): Program {
  const built = [...files]
    .filter(([path]) => path.startsWith(builtFolder))
    .map(([path, text]): [string, string] => [path.slice(builtFolder.length), text]);
  if (built.length > 0)
    return { entry: manifest.entry.replace(/\.ts$/, '.js'), files: new Map(built) };
  const ending = endings[manifest.runtime];
  const sources = [...files].filter(([path]) => ending.test(path) && !path.startsWith('test/'));
  return { entry: manifest.entry, files: new Map(sources) };
}
