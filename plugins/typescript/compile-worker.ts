import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { Diagnostic, TypedSource } from './check-types.ts';
import type { Compiled, CompileTask } from './compile-task.ts';
import { stripTypes } from './guest-modules.ts';

/**
 * Runs in a thread of its own, which is ended when it takes too long: what authors write decides how long a
 * compiler works, and can break it.
 */
enableCompileCache();
const task = workerData as CompileTask;
void compile(task).then((compiled) => parentPort?.postMessage(compiled));

async function compile({ sources, sdkFolder }: CompileTask): Promise<Compiled[]> {
  const wrong = sdkFolder === undefined ? [] : await typesOf(sources, sdkFolder);
  return sources.map((source, index) => {
    const diagnostics = wrong[index] ?? [];
    return diagnostics.length > 0 ? { diagnostics } : strip(source);
  });
}

/** The compiler is loaded on use: it is large, and running from a folder needs it not. */
async function typesOf(sources: readonly TypedSource[], sdk: string): Promise<Diagnostic[][]> {
  const { checkTypes } = await import('./check-types.ts');
  return checkTypes(sources, sdk);
}

function strip({ files }: TypedSource): Compiled {
  const stripped = new Map<string, string>();
  for (const [file, source] of files) {
    try {
      if (file.endsWith('.ts')) stripped.set(file.replace(/\.ts$/, '.js'), stripTypes(source));
      else stripped.set(file, source);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return { diagnostics: [{ file, line: 1, column: 1, text }] };
    }
  }
  return { files: stripped };
}
