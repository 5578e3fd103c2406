import { realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type ts from 'typescript';

/** Something wrong in an author's file; line and column count from 1. */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/**
 * Checks the TypeScript of a chisel against the SDK's types: a misspelt field, a wrong type, syntax
 * that can't be erased. The compiler reads the folder, the SDK and its own library, nothing else.
 */
export async function checkTypes(folder: string, entry: string): Promise<Diagnostic[]> {
  // Loaded on use: it is large, and only installing and testing need it.
  const { default: compiler } = await import('typescript');
  const root = realpathSync(folder);
  const sdk = realpathSync(dirname(fileURLToPath(import.meta.resolve('@chisel/sdk'))));
  const options: ts.CompilerOptions = {
    target: compiler.ScriptTarget.ESNext,
    module: compiler.ModuleKind.ESNext,
    moduleResolution: compiler.ModuleResolutionKind.Bundler,
    lib: ['lib.esnext.d.ts'],
    types: [],
    paths: { '@chisel/sdk': [join(sdk, 'index')] },
    strict: true,
    noEmit: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  };
  const host = confine(compiler, compiler.createCompilerHost(options), [root, sdk]);
  const program = compiler.createProgram([join(root, entry)], options, host);
  return compiler
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file === undefined || file.fileName.startsWith(root + sep))
    .map((diagnostic) => describe(compiler, diagnostic, root, entry));
}

/** Lets the compiler see some folders and its own library only. */
function confine(
  compiler: typeof ts,
  host: ts.CompilerHost,
  folders: readonly string[],
): ts.CompilerHost {
  const library = dirname(compiler.getDefaultLibFilePath({}));
  const allowed = [...folders, realpathSync(library)].map((folder) => folder + sep);
  const isAllowed = (path: string): boolean => {
    try {
      const real = realpathSync(path);
      return allowed.some((folder) => real.startsWith(folder));
    } catch {
      return false;
    }
  };
  const { getSourceFile } = host;
  return {
    ...host,
    fileExists: (path) => isAllowed(path) && host.fileExists(path),
    readFile: (path) => (isAllowed(path) ? host.readFile(path) : undefined),
    getSourceFile: (path, ...rest) =>
      isAllowed(path) ? getSourceFile.call(host, path, ...rest) : undefined,
    directoryExists: () => true,
    getDirectories: () => [],
  };
}

function describe(
  compiler: typeof ts,
  { file, start, messageText }: ts.Diagnostic,
  root: string,
  entry: string,
): Diagnostic {
  const text = compiler.flattenDiagnosticMessageText(messageText, '\n    ');
  if (file === undefined || start === undefined) return { file: entry, line: 1, column: 1, text };
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return { file: relative(root, file.fileName), line: line + 1, column: character + 1, text };
}
