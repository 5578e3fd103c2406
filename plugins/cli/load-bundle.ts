import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';

/** What the bundle exports. */
export interface Bundle {
  run(args: readonly string[]): Promise<number>;
}

export interface LoadedBundle {
  readonly bundle: Bundle;
  readonly script: Script;
}

type Wrapper = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  filename: string,
) => void;

/**
 * Runs the bundle of a folder with the code that V8 made of it in an earlier run, so that nothing of it has
 * to be compiled again. Code of another V8, or none, only costs time.
 */
export function loadBundle(folder: string): LoadedBundle {
  const filename = `${folder}run.cjs`;
  // The build escapes all other characters, and V8 holds texts of this kind as they are.
  const source = readFileSync(filename, 'latin1');
  const cachedData = readCode(folder);
  const script = new Script(`(function(exports,require,module,__filename){${source}\n})`, {
    filename,
    ...(cachedData && { cachedData }),
  });
  const module = { exports: {} };
  const wrapper = script.runInThisContext() as Wrapper;
  wrapper(module.exports, createRequire(filename), module, filename);
  return { bundle: module.exports as Bundle, script };
}

/** The file that holds the code of the bundle. */
export function codeFile(folder: string): string {
  return `${folder}run.code`;
}

function readCode(folder: string): Buffer | undefined {
  try {
    return readFileSync(codeFile(folder));
  } catch {
    return undefined;
  }
}
