import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { defineError } from '@chisel/core/errors/chisel-error.ts';
import { checkCode, type CodeManifest } from './check-code.ts';
import { checkTypes, type Diagnostic } from './check-types.ts';
import { stripTypes } from './guest-modules.ts';

export const buildFailed = defineError<{ diagnostics: readonly Diagnostic[] }>(
  'CHISEL_BUILD_FAILED',
  ({ diagnostics }) => ({
    message: `the chisel's source has errors:\n${describe(diagnostics)}`,
    remedy: 'Correct them, or ask the author of the chisel to.',
  }),
);

/** Folders that hold no code of the running chisel. */
const NOT_CODE: readonly string[] = ['test', 'node_modules', '.built'];
const MOST_SHOWN = 10;

/** What a chisel's manifest says of its program. */
export interface ProgramManifest extends CodeManifest {
  readonly entry: string;
}

/**
 * Checks the TypeScript of a chisel's folder against the SDK and makes JavaScript of it: a file for
 * each source, places in it unchanged. Throws when anything does not fit, or when the chisel wants
 * more than its manifest declares.
 */
export async function buildChisel(
  folder: string,
  manifest: ProgramManifest,
): Promise<Map<string, string>> {
  const diagnostics = await checkTypes(folder, manifest.entry);
  if (diagnostics.length > 0) throw buildFailed({ diagnostics });
  const files = compileFiles(folder);
  await checkCode({ entry: manifest.entry.replace(/\.ts$/, '.js'), files }, manifest);
  return files;
}

function compileFiles(folder: string): Map<string, string> {
  return new Map(
    sourceFiles(folder).map((path) => {
      const source = readFileSync(join(folder, path), 'utf8');
      return path.endsWith('.ts')
        ? [path.replace(/\.ts$/, '.js'), strip(path, source)]
        : [path, source];
    }),
  );
}

/** Source files below a folder, by their path in it; links are not followed. */
function sourceFiles(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((item) => {
    const path = posix.join(below, item.name);
    if (item.isDirectory()) return NOT_CODE.includes(path) ? [] : sourceFiles(folder, path);
    const isSource = item.isFile() && /\.(ts|js|mjs)$/.test(path) && !path.endsWith('.d.ts');
    return isSource ? [path] : [];
  });
}

function strip(path: string, source: string): string {
  try {
    return stripTypes(source);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw buildFailed({ diagnostics: [{ file: path, line: 1, column: 1, text }] }, error);
  }
}

function describe(diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics
    .slice(0, MOST_SHOWN)
    .map(({ file, line, column, text }) => `  ${file}:${line}:${column} ${text}`);
  if (diagnostics.length > MOST_SHOWN) lines.push(`  and ${diagnostics.length - MOST_SHOWN} more`);
  return lines.join('\n');
}
