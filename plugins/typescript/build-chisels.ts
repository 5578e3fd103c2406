import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineError } from '@chisel/core/errors/chisel-error.ts';
import { checkCode, type CodeManifest } from './check-code.ts';
import type { Diagnostic, TypedSource } from './check-types.ts';
import { compileInWorker, defaultCompileLimits, type CompileLimits } from './compile-in-worker.ts';
import type { Compiled } from './compile-task.ts';

export const buildFailed = defineError<{ diagnostics: readonly Diagnostic[] }>(
  'CHISEL_BUILD_FAILED',
  ({ diagnostics }) => ({
    message: `the chisel's source has errors:\n${describe(diagnostics)}`,
    remedy: 'Correct them, or ask the author of the chisel to.',
  }),
);

/** What a chisel's manifest says of its program. */
export interface ProgramManifest extends CodeManifest {
  readonly entry: string;
}

/** A chisel's manifest and the files of its folder. */
export interface ChiselSource {
  readonly manifest: ProgramManifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

type Built = Map<string, string> | Error;

/**
 * Checks the TypeScript of chisels against the SDK and makes JavaScript of it: a file for each source,
 * places in it unchanged. An error stands for one that does not fit, or that wants more than its
 * manifest declares.
 */
export async function buildChisels(
  sources: readonly ChiselSource[],
  limits: CompileLimits = defaultCompileLimits,
): Promise<Built[]> {
  const typed = sources.map(typedSource);
  const compiled = await compileAll(typed, limits);
  return Promise.all(compiled.map((result, i) => checked(result, sources[i] as ChiselSource)));
}

async function checked(result: Compiled | Error, { manifest }: ChiselSource): Promise<Built> {
  if (result instanceof Error) return result;
  if ('diagnostics' in result) return buildFailed({ diagnostics: result.diagnostics });
  const files = new Map(result.files);
  try {
    await checkCode({ entry: manifest.entry.replace(/\.ts$/, '.js'), files }, manifest);
    return files;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** What changes types for everybody, so that chisels with it are not checked with others. */
const global = /\bdeclare\s+(global|module)\b|\/\/\/\s*</;

/** Chisels that may be checked together are; when one of them stops the compiler, each is checked alone. */
async function compileAll(
  sources: readonly TypedSource[],
  limits: CompileLimits,
): Promise<(Compiled | Error)[]> {
  const isApart = ({ files }: TypedSource): boolean =>
    [...files.values()].some((text) => global.test(text));
  const together = sources.filter((source) => !isApart(source));
  const results = new Map<TypedSource, Compiled | Error>();
  const compiled = together.length > 1 ? await compileOnce(together, limits) : [];
  compiled.forEach((result, i) => {
    if (!(result instanceof Error)) results.set(together[i] as TypedSource, result);
  });
  for (const source of sources.filter((one) => !results.has(one))) {
    const [result] = await compileOnce([source], limits);
    results.set(source, result as Compiled | Error);
  }
  return sources.map((source) => results.get(source) as Compiled | Error);
}

async function compileOnce(
  sources: readonly TypedSource[],
  limits: CompileLimits,
): Promise<(Compiled | Error)[]> {
  const sdkFolder = dirname(fileURLToPath(import.meta.resolve('@chisel/sdk')));
  try {
    return await compileInWorker({ sources, sdkFolder }, limits);
  } catch (error) {
    return sources.map(() => error as Error);
  }
}

/** Folders that hold no code of the running chisel. */
const notCode = /^(test|node_modules|\.built)\//;

function typedSource({ manifest, files }: ChiselSource): TypedSource {
  const texts = [...files]
    .filter(([path]) => /\.(ts|js|mjs)$/.test(path) && !path.endsWith('.d.ts'))
    .filter(([path]) => !notCode.test(path))
    .map(([path, bytes]): [string, string] => [path, Buffer.from(bytes).toString()]);
  return { entry: manifest.entry, files: new Map(texts) };
}

const mostShown = 10;

function describe(diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics
    .slice(0, mostShown)
    .map(({ file, line, column, text }) => `  ${file}:${line}:${column} ${text}`);
  if (diagnostics.length > mostShown) lines.push(`  and ${diagnostics.length - mostShown} more`);
  return lines.join('\n');
}
