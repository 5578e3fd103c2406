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
 * Kinds of runs, each with code of its own: loading what V8 made takes the longer, the more it is, and a
 * run that only counts needs a tenth of what one with chisels does.
 */
export type RunKind = 'counting' | 'lines' | 'chisels';

/** The kind that a command line looks like. A wrong guess only costs time. */
export function kindOfRun(args: readonly string[]): RunKind {
  if (args.some((arg) => arg.startsWith('-c') || arg.startsWith('--chisel'))) return 'chisels';
  return args.includes('-q') || args.includes('--quiet') ? 'counting' : 'lines';
}

/**
 * Runs the bundle of a folder with the code that V8 made of it in an earlier run, so that nothing of it has
 * to be compiled again. Code of another V8, or none, only costs time.
 */
export function loadBundle(folder: string, kind: RunKind): LoadedBundle {
  const filename = `${folder}run.cjs`;
  // The build escapes all other characters, and V8 holds texts of this kind as they are.
  const source = readFileSync(filename, 'latin1');
  const cachedData = readCode(folder, kind);
  const script = new Script(`(function(exports,require,module,__filename){${source}\n})`, {
    filename,
    ...(cachedData && { cachedData }),
  });
  const module = { exports: {} };
  const wrapper = script.runInThisContext() as Wrapper;
  wrapper(module.exports, createRequire(filename), module, filename);
  return { bundle: module.exports as Bundle, script };
}

/** The file that holds the code of the bundle for a kind of runs. */
export function codeFile(folder: string, kind: RunKind): string {
  return `${folder}${kind}.code`;
}

function readCode(folder: string, kind: RunKind): Buffer | undefined {
  try {
    return readFileSync(codeFile(folder, kind));
  } catch {
    return undefined;
  }
}
